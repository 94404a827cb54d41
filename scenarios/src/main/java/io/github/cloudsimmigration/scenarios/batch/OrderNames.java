package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.orchestration.QueueOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The orders of the queue by name: lower case with hyphens, upper case accepted. */
final class OrderNames implements ITypeConverter<QueueOrder>, Iterable<String> {
    /** {@return the name of an order} */
    static String of(final QueueOrder order) {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public QueueOrder convert(final String text) {
        return Arrays.stream(QueueOrder.values())
                .filter(order -> of(order).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "unknown order '" + text + "', expected one of: " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(QueueOrder.values()).map(OrderNames::of).iterator();
    }
}

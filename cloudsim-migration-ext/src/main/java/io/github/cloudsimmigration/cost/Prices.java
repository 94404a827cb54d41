package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.engine.MigrationRecord;
import org.apache.commons.lang3.Validate;

/**
 * What things cost, in a currency of your choice. Nothing costs anything unless you say so: no price is right everywhere.
 *
 * @param perKilowattHour energy
 * @param perGibibyte bytes on the wire, for each 2^30
 * @param perDowntimeSecond downtime, as QEMU counts it
 * @param perLostCpuSecond CPU time taken from the VM, to standing still, throttle and faults
 */
public record Prices(double perKilowattHour, double perGibibyte, double perDowntimeSecond, double perLostCpuSecond) {
    /** Nothing costs anything. */
    public static final Prices FREE = new Prices(0, 0, 0, 0);

    static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final double GIBIBYTE = 1 << 30;

    public Prices {
        check("kilowatt-hour", perKilowattHour);
        check("gibibyte", perGibibyte);
        check("second of downtime", perDowntimeSecond);
        check("lost second of CPU time", perLostCpuSecond);
    }

    private static void check(final String unit, final double price) {
        Validate.isTrue(price >= 0 && Double.isFinite(price), "price of a %s: %s, expected 0 or more", unit, price);
    }

    /** {@return what a joule of energy costs} */
    public double perJoule() {
        return perKilowattHour / JOULES_PER_KILOWATT_HOUR;
    }

    /** {@return what a migration that took so much energy costs} */
    double of(final MigrationRecord migration, final double joules) {
        return perKilowattHour * joules / JOULES_PER_KILOWATT_HOUR
                + perGibibyte * migration.bytesSent() / GIBIBYTE
                + perDowntimeSecond * migration.downtimeSeconds()
                + perLostCpuSecond * migration.slowdownSeconds();
    }
}

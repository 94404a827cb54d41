package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.cost.SlaAccount;
import java.util.List;
import java.util.Map;

/**
 * A host or a VM together with what it went through.
 *
 * @param subject the host or VM, told by its name
 * @param account what it went through
 */
public record SlaOf(Object subject, SlaAccount account) {
    /** {@return all hosts or VMs with an account, in order} */
    public static List<SlaOf> all(final Map<Object, SlaAccount> accounts) {
        return accounts.entrySet().stream()
                .map(entry -> new SlaOf(entry.getKey(), entry.getValue()))
                .toList();
    }
}

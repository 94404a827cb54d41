package io.github.cloudsimmigration.technique.switchover;

import org.apache.commons.lang3.Validate;

/**
 * How post-copy tells the destination which of the pages it may have are stale: ranges of pages that are pending, sent before the VM runs there.
 *
 * <p>Source: QEMU's {@code migration/postcopy-ram.c}, {@code postcopy_discard_send_range}, and {@code migration/savevm.c},
 * {@code qemu_savevm_send_postcopy_ram_discard}.
 *
 * @param commandBytes bytes of a command beside its ranges
 * @param rangesPerCommand most ranges in a command, 1 or more
 * @param rangeBytes bytes of a range
 */
public record DiscardList(int commandBytes, int rangesPerCommand, int rangeBytes) {
    /** It is told for free. */
    public static final DiscardList NONE = new DiscardList(0, 1, 0);

    /** Command and length in 5 bytes, a version, and the name {@code pc.ram} between its length and a zero; a start and a length of 8 bytes. */
    public static final DiscardList QEMU = new DiscardList(5 + 1 + 8, 12, 16);

    public DiscardList {
        Validate.isTrue(commandBytes >= 0, "discard command of %d bytes, expected 0 or more", commandBytes);
        Validate.isTrue(rangesPerCommand > 0, "%d ranges in a discard command, expected 1 or more", rangesPerCommand);
        Validate.isTrue(rangeBytes >= 0, "discarded range of %d bytes, expected 0 or more", rangeBytes);
    }

    /** {@return the bytes of a list of so many ranges} */
    public long bytes(final int ranges) {
        final long commands = ((long) ranges + rangesPerCommand - 1) / rangesPerCommand;
        return commands * commandBytes + (long) ranges * rangeBytes;
    }
}

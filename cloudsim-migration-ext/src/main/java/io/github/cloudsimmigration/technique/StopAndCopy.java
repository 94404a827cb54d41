package io.github.cloudsimmigration.technique;

import org.apache.commons.lang3.Validate;

/**
 * The VM stops, everything still pending is sent, then it runs at the destination.
 *
 * @param deviceStateBytes bytes of processor and device state; about 112 KiB for a QEMU {@code pc} with one vCPU (measured,
 *     QEMU 7.2)
 * @param suspendSeconds seconds to bring the VM to a halt; 9 ms is what Clark et al. (NSDI 2005, section 6.2) leave between a
 *     last round of 201 ms and a downtime of 210 ms
 * @param resumeSeconds seconds until the destination runs the VM after the last byte
 */
public record StopAndCopy(long deviceStateBytes, double suspendSeconds, double resumeSeconds) implements SwitchOver {
    /** The measured and published values named above, and an immediate resume. */
    public static final StopAndCopy DEFAULT = new StopAndCopy(114_688, 0.009, 0);

    public StopAndCopy {
        Validate.isTrue(deviceStateBytes >= 0, "device state of %d bytes, expected 0 or more", deviceStateBytes);
        Validate.isTrue(suspendSeconds >= 0, "suspend time %s s, expected 0 or more", suspendSeconds);
        Validate.isTrue(resumeSeconds >= 0, "resume time %s s, expected 0 or more", resumeSeconds);
    }
}

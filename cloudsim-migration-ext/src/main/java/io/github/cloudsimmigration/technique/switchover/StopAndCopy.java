package io.github.cloudsimmigration.technique.switchover;

import io.github.cloudsimmigration.technique.SwitchOver;
import org.apache.commons.lang3.Validate;

/**
 * The VM stops, everything still pending is sent, then it runs at the destination.
 *
 * @param deviceStateBytes bytes of the state of the devices and one virtual CPU; about 112 KiB for a QEMU {@code pc} (measured, QEMU 7.2)
 * @param deviceStateBytesPerFurtherVcpu bytes of each further virtual CPU; 9 500 in QEMU, 2.1 KB of state and 7.4 KB that describe it
 * @param suspendSeconds seconds to bring the VM to a halt; 9 ms is what Clark et al. (NSDI 2005, section 6.2) leave between a
 *     last round of 201 ms and a downtime of 210 ms
 * @param resumeSeconds seconds until the destination runs the VM after the last byte
 */
public record StopAndCopy(
        long deviceStateBytes, long deviceStateBytesPerFurtherVcpu, double suspendSeconds, double resumeSeconds)
        implements SwitchOver {
    /** The measured and published values named above, the same state for any number of virtual CPUs, and an immediate resume. */
    public static final StopAndCopy DEFAULT = new StopAndCopy(114_688, 0.009, 0);

    public StopAndCopy {
        Validate.isTrue(deviceStateBytes >= 0, "device state of %d bytes, expected 0 or more", deviceStateBytes);
        Validate.isTrue(
                deviceStateBytesPerFurtherVcpu >= 0,
                "device state of %d bytes for each further virtual CPU, expected 0 or more",
                deviceStateBytesPerFurtherVcpu);
        Validate.isTrue(suspendSeconds >= 0, "suspend time %s s, expected 0 or more", suspendSeconds);
        Validate.isTrue(resumeSeconds >= 0, "resume time %s s, expected 0 or more", resumeSeconds);
    }

    /** Describes a switch-over whose device state is the same for any number of virtual CPUs. */
    public StopAndCopy(final long deviceStateBytes, final double suspendSeconds, final double resumeSeconds) {
        this(deviceStateBytes, 0, suspendSeconds, resumeSeconds);
    }

    @Override
    public long deviceStateBytes(final int vcpus) {
        return deviceStateBytes + (vcpus - 1) * deviceStateBytesPerFurtherVcpu;
    }
}

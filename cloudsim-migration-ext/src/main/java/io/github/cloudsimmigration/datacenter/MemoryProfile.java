package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.CpuDrivenAccess;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.vms.Vm;

/**
 * What a VM's memory is like and what the VM does to it. Rates are in pages written per second of guest time; working sets
 * are fractions of the VM's allocated pages.
 *
 * @param memory the make-up of the memory
 * @param access which pages are written and read
 */
public record MemoryProfile(MemoryLayout memory, AccessModel access) {
    /** Pages per second that a VM nobody described writes for each fully used processor. */
    public static final double DEFAULT_WRITES_PER_PE = 2_000;

    private static final double DEFAULT_HOT_FRACTION = 0.10;
    private static final double DEFAULT_HOT_SHARE = 0.90;
    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;

    public MemoryProfile {
        Validate.notNull(memory, "make-up of a memory: null, expected one");
        Validate.notNull(access, "what is written and read: null, expected a model");
    }

    /**
     * {@return the profile of a VM that nobody described}
     *
     * <p>The RAM that CloudSim Plus says is in use is populated (all of it if CloudSim Plus says nothing). The VM writes
     * {@value #DEFAULT_WRITES_PER_PE} pages a second for each processor, times its CPU utilization; 90 % of the writes go to
     * a tenth of the populated pages.
     */
    public static MemoryProfile byCpuUse(final Vm vm) {
        final double allocated = vm.getRam().getAllocatedResource();
        final double fraction =
                allocated > 0 ? Math.min(1, allocated / vm.getRam().getCapacity()) : 1;
        final MemoryLayout memory = memoryOf(vm).withAllocated(fraction);
        final int workingSet = Math.max(2, memory.writablePages());
        final double writes = DEFAULT_WRITES_PER_PE * vm.getPesNumber();
        return new MemoryProfile(
                memory,
                new CpuDrivenAccess(new HotColdAccess(writes, workingSet, DEFAULT_HOT_FRACTION, DEFAULT_HOT_SHARE)));
    }

    /** {@return a VM that writes nothing} */
    public static MemoryProfile idle(final Vm vm) {
        return new MemoryProfile(memoryOf(vm), new IdleAccess());
    }

    /** {@return a VM that writes all its pages alike} */
    public static MemoryProfile uniform(final Vm vm, final double workingSet, final double writesPerSecond) {
        final MemoryLayout memory = memoryOf(vm);
        return new MemoryProfile(memory, new UniformAccess(writesPerSecond, part(memory, workingSet)));
    }

    /** {@return a VM that writes page after page through its working set, over and over} */
    public static MemoryProfile sequential(final Vm vm, final double workingSet, final double writesPerSecond) {
        final MemoryLayout memory = memoryOf(vm);
        return new MemoryProfile(memory, new SequentialAccess(writesPerSecond, part(memory, workingSet)));
    }

    /**
     * {@return a VM that favours some of its pages}
     *
     * @param vm the VM
     * @param hotFraction part of its pages that is hot, 0 to 1
     * @param hotShare share of the writes that go there, 0 to 1
     * @param writesPerSecond pages written per second of guest time
     */
    public static MemoryProfile hotCold(
            final Vm vm, final double hotFraction, final double hotShare, final double writesPerSecond) {
        final MemoryLayout memory = memoryOf(vm);
        return new MemoryProfile(
                memory, new HotColdAccess(writesPerSecond, memory.writablePages(), hotFraction, hotShare));
    }

    /** {@return a VM whose pages are written with Zipf frequencies} */
    public static MemoryProfile zipf(
            final Vm vm, final double workingSet, final double exponent, final double writesPerSecond) {
        final MemoryLayout memory = memoryOf(vm);
        return new MemoryProfile(memory, new ZipfAccess(writesPerSecond, part(memory, workingSet), exponent));
    }

    /**
     * {@return a VM that runs a recorded program, over and over, and has the rest of its RAM populated}
     *
     * @param vm the VM
     * @param trace what the program wrote
     * @param offsetSeconds where in the trace the VM boots
     */
    public static MemoryProfile trace(final Vm vm, final PageTrace trace, final double offsetSeconds) {
        return new MemoryProfile(memoryOf(vm), new PageTraceAccess(trace, offsetSeconds, true));
    }

    /**
     * {@return how much a VM writes to its memory at what it wants of its CPU now, in bytes per second; whole pages count}
     *
     * @param vm the VM
     * @throws IllegalArgumentException if the access model cannot tell without being run
     */
    public double writtenBytesPerSecond(final Vm vm) {
        final OptionalDouble pages = access.writesPerSecond(CpuDemand.of(vm) / vm.getTotalMipsCapacity());
        Validate.isTrue(
                pages.isPresent(), "write rate of %s: unknown to %s, expected a model that knows it", vm, access);
        return pages.getAsDouble() * memory.pageSize();
    }

    /** {@return the memory of a VM, as large as its RAM, 1 MiB if it has none, and fully populated} */
    public static MemoryLayout memoryOf(final Vm vm) {
        return MemoryLayout.ofBytes((long) (Math.max(1, vm.getRam().getCapacity()) * BYTES_PER_MEGABYTE));
    }

    private static int part(final MemoryLayout memory, final double workingSet) {
        Validate.isTrue(
                workingSet > 0 && workingSet <= 1,
                "working set of %s times the memory, expected above 0 and at most 1",
                workingSet);
        return (int) Math.max(1, Math.round(memory.writablePages() * workingSet));
    }
}

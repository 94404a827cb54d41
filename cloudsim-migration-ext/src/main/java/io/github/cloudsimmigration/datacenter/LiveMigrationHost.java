package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.technique.Technique;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.jspecify.annotations.Nullable;

/**
 * A host that may have a migration network of its own and a technique of its own. Any other {@link HostSimple} does, too, with
 * what its datacenter says.
 */
public class LiveMigrationHost extends HostSimple {
    private @Nullable Technique technique;
    private OptionalDouble migrationBandwidth = OptionalDouble.empty();
    private double migrationMips;

    /** Creates a host with CloudSim Plus's default RAM, bandwidth and storage. */
    public LiveMigrationHost(final List<Pe> peList) {
        super(peList);
    }

    /**
     * Creates a host.
     *
     * @param ram RAM in MB
     * @param bw bandwidth in Mbit/s
     * @param storage storage in MB
     * @param peList its processors
     */
    public LiveMigrationHost(final long ram, final long bw, final long storage, final List<Pe> peList) {
        super(ram, bw, storage, peList);
    }

    void setMigrationMips(final double mips) {
        this.migrationMips = mips;
    }

    /** {@return the MIPS in use by VMs and by migrations, at most all there are} */
    @Override
    public double getCpuMipsUtilization() {
        return Math.min(getTotalMipsCapacity(), super.getCpuMipsUtilization() + migrationMips);
    }

    /** {@return the technique for VMs leaving this host, if it has one of its own} */
    public Optional<Technique> getTechnique() {
        return Optional.ofNullable(technique);
    }

    /** Sets the technique for VMs leaving this host. */
    public LiveMigrationHost setTechnique(final Technique newTechnique) {
        this.technique = newTechnique;
        return this;
    }

    /** {@return the bandwidth of the migration NIC, each way, in Mbit/s; empty for the datacenter's share of {@link #getBw()}} */
    public OptionalDouble getMigrationBandwidth() {
        return migrationBandwidth;
    }

    /**
     * Gives this host a migration NIC. To be called before the simulation starts.
     *
     * @param megabitsPerSecond its bandwidth, each way, in Mbit/s as CloudSim Plus counts them (1 Mbit = 1024 * 1024 bit)
     * @return this host
     */
    public LiveMigrationHost setMigrationBandwidth(final double megabitsPerSecond) {
        Validate.isTrue(
                megabitsPerSecond > 0 && Double.isFinite(megabitsPerSecond),
                "migration bandwidth of %s: %s Mbit/s, expected a finite number above 0",
                this,
                megabitsPerSecond);
        Validate.validState(
                !(getDatacenter() instanceof LiveMigrationDatacenter its && its.isStarted()),
                "migration bandwidth of %s set after the simulation has started, expected before",
                this);
        this.migrationBandwidth = OptionalDouble.of(megabitsPerSecond);
        return this;
    }
}

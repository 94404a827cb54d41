package io.github.cloudsimmigration.datacenter;

import java.util.List;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.power.PowerMeasurement;
import org.cloudsimplus.power.models.PowerModelHostAbstract;

/**
 * Power as it was measured at evenly spaced loads, linear in between, in watts. CloudSim Plus's own {@code PowerModelHostSpec} goes in steps, by
 * which most migrations take nothing and some take much, and fails near full load (with 11 figures from 95.5 % on).
 *
 * <p>The servers are those of Beloglazov and Buyya (CCPE 24 (13), 2012), table 2, by SPECpower_ssj2008.
 */
public final class PowerModelHostMeasured extends PowerModelHostAbstract {
    /** HP ProLiant ML110 G4 (Xeon 3040), at 0 %, 10 %, ... 100 %. */
    public static final List<Double> PROLIANT_G4 =
            List.of(86.0, 89.4, 92.6, 96.0, 99.5, 102.0, 106.0, 108.0, 112.0, 114.0, 117.0);

    /** HP ProLiant ML110 G5 (Xeon 3075), at 0 %, 10 %, ... 100 %. */
    public static final List<Double> PROLIANT_G5 =
            List.of(93.7, 97.0, 101.0, 105.0, 110.0, 116.0, 121.0, 125.0, 129.0, 133.0, 135.0);

    private final List<Double> watts;

    /**
     * Creates the model of a host.
     *
     * @param watts what it draws when idle, at full load, and at evenly spaced loads between them: two figures or more, each 0 or more
     */
    public PowerModelHostMeasured(final List<Double> watts) {
        super();
        Validate.notNull(watts, "power of a host: null, expected figures");
        Validate.isTrue(
                watts.size() >= 2, "power of a host at %d loads, expected two or more, idle and full", watts.size());
        for (final double power : watts) {
            Validate.isTrue(
                    power >= 0 && Double.isFinite(power), "power of a host: %s W, expected a finite 0 or more", power);
        }
        this.watts = List.copyOf(watts);
    }

    @Override
    public PowerMeasurement getPowerMeasurement() {
        if (!getHost().isActive()) {
            return new PowerMeasurement();
        }
        final double idle = watts.get(0);
        return new PowerMeasurement(idle, getPowerInternal(Math.min(1, getHost().getCpuPercentUtilization())) - idle);
    }

    @Override
    protected double getPowerInternal(final double utilization) {
        final double position = utilization * (watts.size() - 1);
        final int below = (int) Math.min(position, watts.size() - 2.0);
        final double part = position - below;
        return watts.get(below) * (1 - part) + watts.get(below + 1) * part;
    }
}

package io.github.cloudsimmigration.cost;

import org.apache.commons.lang3.Validate;

/**
 * What turns a migration into energy and money.
 *
 * @param energy energy
 * @param prices money
 */
public record CostModel(EnergyModel energy, Prices prices) {
    /** The published linear energy, for hosts whose power is not known, and no prices. */
    public static final CostModel DEFAULT = new CostModel(LinearEnergy.LIU_2011, Prices.FREE);

    public CostModel {
        Validate.notNull(energy, "energy of a migration: null, expected a model");
        Validate.notNull(prices, "prices: null, expected some, or Prices.FREE");
    }

    /** {@return a model of energy alone} */
    public static CostModel of(final EnergyModel energy) {
        return new CostModel(energy, Prices.FREE);
    }
}

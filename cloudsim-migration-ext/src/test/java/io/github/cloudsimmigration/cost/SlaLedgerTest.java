package io.github.cloudsimmigration.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Worked out by hand. */
final class SlaLedgerTest {
    private static final double TOLERANCE = 1e-12;

    private final SlaLedger ledger = new SlaLedger();

    @Test
    void emptyLedgerIsZeroThroughout() {
        assertThat(ledger.slatah()).isZero();
        assertThat(ledger.pdm()).isZero();
        assertThat(ledger.slav()).isZero();
        assertThat(ledger.energyKwh()).isZero();
        assertThat(ledger.esv()).isZero();
    }

    /** 30 of 100 s and 10 of 50 s: the mean of 0.3 and 0.2. */
    @Test
    void slatahIsTheMeanOfTheHostsSaturatedFractions() {
        ledger.hostActive("a", 30, true, 0);
        ledger.hostActive("a", 70, false, 0);
        ledger.hostActive("b", 40, false, 0);
        ledger.hostActive("b", 10, true, 0);
        assertThat(ledger.slatah()).isCloseTo(0.25, within(TOLERANCE));
    }

    @Test
    void hostThatWasNeverOnDoesNotCount() {
        ledger.hostActive("a", 10, true, 0);
        ledger.hostActive("off", 0, true, 0);
        assertThat(ledger.slatah()).isEqualTo(1);
    }

    /** 50 of 1000 and none of 400 million instructions: the mean of 0.05 and 0. */
    @Test
    void pdmIsTheMeanOfTheVmsLostFractions() {
        ledger.vmWanted("v", 600);
        ledger.vmWanted("v", 400);
        ledger.vmLost("v", 20);
        ledger.vmLost("v", 30);
        ledger.vmWanted("w", 400);
        assertThat(ledger.pdm()).isCloseTo(0.025, within(TOLERANCE));
    }

    @Test
    void vmThatWantedNothingDoesNotCount() {
        ledger.vmWanted("v", 100);
        ledger.vmLost("v", 10);
        ledger.vmWanted("idle", 0);
        ledger.vmLost("unknown", 5);
        assertThat(ledger.pdm()).isCloseTo(0.1, within(TOLERANCE));
    }

    /** 100 W for two hours and 300 W for one. */
    @Test
    void energyIsPowerTimesTime() {
        ledger.hostActive("a", 7_200, false, 100);
        ledger.hostActive("b", 3_600, true, 300);
        assertThat(ledger.energyKwh()).isCloseTo(0.5, within(TOLERANCE));
    }

    /** SLATAH 0.5, PDM 0.1, 2 kWh. */
    @Test
    void slavAndEsvAreProducts() {
        ledger.hostActive("a", 3_600, true, 1_000);
        ledger.hostActive("a", 3_600, false, 1_000);
        ledger.vmWanted("v", 100);
        ledger.vmLost("v", 10);
        assertThat(ledger.slav()).isCloseTo(0.05, within(TOLERANCE));
        assertThat(ledger.esv()).isCloseTo(0.1, within(TOLERANCE));
    }

    /** Host a: 0.25 of its time, 60 of 600 million instructions, 1 kWh; host b: none of it. */
    @Test
    void everyHostHasItsOwnAccount() {
        ledger.hostActive("a", 900, true, 1_000);
        ledger.hostActive("a", 2_700, false, 1_000);
        ledger.hostActive("b", 3_600, false, 500);
        ledger.vmWanted("v", "a", 400);
        ledger.vmWanted("w", "a", 200);
        ledger.vmWanted("v", "b", 100);
        ledger.vmLost("v", "a", 60);
        final SlaAccount a = ledger.host("a");
        assertThat(a.slatah()).isCloseTo(0.25, within(TOLERANCE));
        assertThat(a.pdm()).isCloseTo(0.1, within(TOLERANCE));
        assertThat(a.slav()).isCloseTo(0.025, within(TOLERANCE));
        assertThat(a.energyKwh()).isCloseTo(1, within(TOLERANCE));
        assertThat(a.esv()).isCloseTo(0.025, within(TOLERANCE));
        assertThat(ledger.host("b").slav()).isZero();
        assertThat(ledger.hosts()).containsOnlyKeys("a", "b");
        assertThat(ledger.slatah()).isCloseTo(0.125, within(TOLERANCE));
    }

    /** VM v: half of its time on a saturated host, 60 of 500 million instructions, 0.2 kWh. */
    @Test
    void everyVmHasItsOwnAccount() {
        ledger.vmActive("v", 1_800, true, 300);
        ledger.vmActive("v", 1_800, false, 100);
        ledger.vmWanted("v", "a", 400);
        ledger.vmWanted("v", "b", 100);
        ledger.vmLost("v", "a", 60);
        ledger.vmWanted("w", "a", 200);
        final SlaAccount v = ledger.vm("v");
        assertThat(v.slatah()).isCloseTo(0.5, within(TOLERANCE));
        assertThat(v.pdm()).isCloseTo(0.12, within(TOLERANCE));
        assertThat(v.slav()).isCloseTo(0.06, within(TOLERANCE));
        assertThat(v.energyKwh()).isCloseTo(0.2, within(TOLERANCE));
        assertThat(v.esv()).isCloseTo(0.012, within(TOLERANCE));
        assertThat(ledger.vms()).containsOnlyKeys("v", "w");
        assertThat(ledger.pdm()).isCloseTo(0.06, within(TOLERANCE));
    }

    @Test
    void whoWasNeverNotedWentThroughNothing() {
        assertThat(ledger.host("unknown").slatah()).isZero();
        assertThat(ledger.vm("unknown").esv()).isZero();
        assertThat(ledger.vms()).isEmpty();
    }
}

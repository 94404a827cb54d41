package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;

/** The decisions of a technique while it migrates a guest, but for the switch-over, which decides nothing on the way. */
record Decisions(
        PageSelection.Selector selector,
        SendOrder.Sorter sorter,
        PageEncoding.Encoder encoder,
        CpuThrottle.Governor governor,
        RateControl.Controller rateController,
        StopRule.Judge judge) {
    /** {@return the share of its CPU time that the VM is denied now, 0 to below 1} */
    double throttle() {
        return governor.throttle();
    }

    /** {@return what a technique decides for a guest} */
    static Decisions of(final Technique technique, final MigratingGuest guest) {
        final int oneIn = guest.memory().layout().oneIn();
        final PageSelection.Selector selector = technique.selection().start(guest);
        final SendOrder.Sorter sorter = technique.order().start(guest);
        final PageEncoding.Encoder encoder = technique.encoding().start(guest);
        return new Decisions(
                selector,
                sorter,
                oneIn == 1 ? encoder : new StretchedEncoder(encoder, oneIn),
                technique.throttle().start(guest),
                technique.rateControl().start(guest),
                technique.stopRule().start(guest));
    }
}

package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.Technique;

/**
 * What all phases of a migration work on.
 *
 * @param technique how it goes
 * @param guest the VM
 * @param decisions the technique's, for this VM
 * @param transfer what has become of the VM's memory
 * @param ledger what has been done so far
 */
record PhaseContext(
        Technique technique,
        RunningGuest guest,
        Decisions decisions,
        MemoryTransfer transfer,
        MigrationLedger ledger) {}

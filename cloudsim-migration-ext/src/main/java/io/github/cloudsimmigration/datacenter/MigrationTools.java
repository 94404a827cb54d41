package io.github.cloudsimmigration.datacenter;

/**
 * What a datacenter carries its migrations out with.
 *
 * @param clock says what time it is
 * @param alarms go off when a step ends
 * @param planner says how a VM migrates
 * @param network what is sent goes over it
 * @param updates what VMs and hosts get of the CPU, and when
 * @param placement moves VMs
 * @param startUps switches targets on
 * @param costs what they come to
 */
record MigrationTools(
        SimulationClock clock,
        AlarmClock alarms,
        MigrationPlanner planner,
        MigrationNetwork network,
        HostUpdates updates,
        VmPlacement placement,
        HostStartUps startUps,
        MigrationCosts costs) {}

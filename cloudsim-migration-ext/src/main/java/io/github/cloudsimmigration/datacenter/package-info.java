/**
 * The CloudSim Plus plug: a datacenter and hosts that migrate virtual machines page by page.
 *
 * <ul>
 *   <li>For experiments: {@code LiveMigrationDatacenter}, {@code LiveMigrationHost}, {@code VmSchedulerOvercommit},
 *       {@code PowerModelHostMeasured}; {@code MemoryProfile} says what a VM does to its memory, {@code MigrationRequest} asks for a
 *       migration, {@code TechniqueChooser} picks the technique of each, {@code MigrationCpu} says what migrating costs the hosts,
 *       {@code SlaMonitor} what it costs the workload.
 *   <li>A request's way: {@code MigrationLifecycle}, {@code Admission}, {@code MigrationDispatcher} and {@code MigrationPlanner} up to its
 *       start; then {@code RunningMigration}, one {@code CurrentStep} after the other, each until the {@code StepTimer} goes off;
 *       {@code Endings} from outside; {@code MigrationJournal} keeps the record.
 *   <li>What is sent: {@code MigrationNetwork}, {@code BackgroundTraffic}, {@code VmTraffic}.
 *   <li>The VM's CPU: {@code VmCpu} gives it its share, {@code HostCpuCharges} what migrations leave it; {@code HostUpdates} brings hosts up
 *       to date for that, with {@code CloudletsDue}, {@code WholeInstructions} and {@code ReducedShares}.
 *   <li>Moving the VM: {@code VmPlacement}, with {@code MigrationReservation}, {@code PlaceAtBroker} and {@code StateOfMovingVm}.
 *   <li>What it costs: {@code MigrationForecasts} tells it before; {@code MigrationCosts} and {@code HostPowers} turn it into energy and
 *       money, before and after.
 * </ul>
 */
@NullMarked
package io.github.cloudsimmigration.datacenter;

import org.jspecify.annotations.NullMarked;

package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.datacenter.MigrationJournal.Moment;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.autoscaling.VerticalVmScaling;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.datacenters.DatacenterCharacteristics.Distribution;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.DatacenterVmMigrationEventInfo;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.resources.Ram;
import org.cloudsimplus.schedulers.cloudlet.CloudletScheduler;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;
import org.jspecify.annotations.Nullable;

/**
 * A datacenter whose VMs migrate live, page by page. Put it where an experiment had {@link DatacenterSimple}; hosts, VMs, cloudlets and
 * allocation policy stay.
 *
 * <p>Every migration, whether asked for by hand or by an allocation policy, leaves exactly one {@link MigrationRecord}. While it is under
 * way the target keeps room for the VM; the VM runs at the source and gets what CloudSim Plus gives it, until it is stopped: then it gets
 * nothing until it runs at the target. A VM that cannot be placed at the target stays at the source.
 *
 * <p>How a VM migrates is decided by, most specific first: {@link #setTechnique(Vm, Technique)}, {@link #setTechniqueChooser}, the
 * allocation policy if it is a {@link TechniqueChooser}, the source host ({@link LiveMigrationHost#setTechnique}), {@link
 * #setTechnique(Technique)}, and otherwise {@link Techniques#xenPrecopy()}.
 *
 * <p>A technique that goes on until a migration converges, like {@link Techniques#qemuPrecopy}, goes on for ever with a VM that writes too
 * fast, and the simulation with it: give it a timeout by {@link #setOrchestration}.
 *
 * <p>While a VM migrates its RAM is not scaled; whoever wants that asks again, as CloudSim Plus's scalings do.
 *
 * <p>What it does not do: migrations from or to a public cloud are no live migrations; CloudSim Plus's own cold move is left as it is, and
 * leaves no record.
 */
@SuppressWarnings("this-escape") // its parts only keep it until the simulation runs
public class LiveMigrationDatacenter extends DatacenterSimple {
    static final int ALARM = 10_000;
    static final int CLOUDLET_DUE = 10_001;
    static final int SHARE_NETWORK = 10_002;

    private final SimulationClock clock = new SimulationClock(getSimulation());
    private final AlarmClock alarms = new AlarmClock(this);
    private final OngoingMigrations ongoing = new OngoingMigrations();
    private final TechniqueChoice techniques = new TechniqueChoice(this::getVmAllocationPolicy);
    private final VmHistories histories = new VmHistories(clock);
    private final MigrationPlanner planner = new MigrationPlanner(clock, ongoing, techniques, histories);
    private final MigrationNetwork network = new MigrationNetwork(clock, this::shareNetworkSoon);
    private final BackgroundTraffic traffic = new BackgroundTraffic(clock, network, this::shareNetworkSoon);
    private final HostUpdates updates = new HostUpdates(this, clock, alarms, ongoing);
    private final MigrationCosts costs = new MigrationCosts();
    private final MigrationForecasts forecasts =
            new MigrationForecasts(this, clock, ongoing, planner, network, traffic, updates.charges(), costs);
    private final VmPlacement placement = new VmPlacement(this, ongoing, updates);
    private final HostStartUps startUps = new HostStartUps(clock);
    private final MigrationTools tools =
            new MigrationTools(clock, alarms, planner, network, updates, placement, startUps, costs);
    private final MigrationJournal journal = new MigrationJournal(clock);
    private final MigrationDispatcher dispatcher =
            new MigrationDispatcher(clock, alarms, planner, forecasts, this::start);
    private final PolicyView policyView = new PolicyView(ongoing, dispatcher);
    private final Admission admission = new Admission(this, ongoing, dispatcher, network);
    private final MigrationLifecycle lifecycle =
            new MigrationLifecycle(this, tools, ongoing, traffic, histories, journal, admission, dispatcher);

    /** Creates a datacenter with CloudSim Plus's simple allocation policy. */
    public LiveMigrationDatacenter(final Simulation simulation, final List<? extends Host> hostList) {
        this(simulation, hostList, new VmAllocationPolicySimple());
    }

    /**
     * Creates a datacenter.
     *
     * @param simulation the simulation
     * @param hostList its hosts, of which it keeps a list of its own
     * @param policy where VMs are placed
     */
    public LiveMigrationDatacenter(
            final Simulation simulation, final List<? extends Host> hostList, final VmAllocationPolicy policy) {
        super(simulation, ownListOf(hostList), policy);
        if (simulation.isRunning()) {
            getHostList().stream()
                    .filter(host -> !host.isActive() && host.getStartupDelay() > 0)
                    .forEach(host -> startUps.begins(host, clock.now() + host.getStartupDelay()));
        }
    }

    /** Sets how VMs migrate for whom nothing more specific is said. */
    public LiveMigrationDatacenter setTechnique(final Technique newTechnique) {
        expected(newTechnique, "a technique");
        techniques.setOtherwise(newTechnique);
        return this;
    }

    /** Sets how one VM migrates, whatever its host or the policy says. */
    public LiveMigrationDatacenter setTechnique(final Vm vm, final Technique newTechnique) {
        expected(vm, "a VM");
        expected(newTechnique, "a technique");
        techniques.setOf(vm, newTechnique);
        return this;
    }

    /** Sets who is asked how a VM migrates before the allocation policy, the source host and the datacenter are. */
    public LiveMigrationDatacenter setTechniqueChooser(final TechniqueChooser chooser) {
        expected(chooser, "a chooser of techniques");
        techniques.setChooser(chooser);
        return this;
    }

    /** Sets what VMs do to their memory; asked when a migration starts. Default: {@link MemoryProfile#byCpuUse}. */
    public LiveMigrationDatacenter setMemoryProfile(final Function<Vm, MemoryProfile> profile) {
        expected(profile, "a function that gives VMs their memory profiles");
        planner.setMemoryProfile(profile);
        forecasts.forget();
        return this;
    }

    /** Sets what all randomness in the migrations is drawn from. Default: 0. */
    public LiveMigrationDatacenter setSeed(final long newSeed) {
        histories.setSeed(newSeed);
        return this;
    }

    /**
     * Sets what sending and receiving migrations costs the hosts in CPU time. Default: {@link MigrationCpu#DEFAULT}. A {@link LiveMigrationHost}
     * counts it as use of its own; the VMs of any host that has less than they and its migrations want get the same fraction less, all of them.
     * Not while migrations are under way.
     */
    public LiveMigrationDatacenter setMigrationCpu(final MigrationCpu cpu) {
        expected(cpu, "what migrations take");
        noneRuns("what migrations take of the hosts' CPU");
        updates.charges().setCpu(cpu);
        return this;
    }

    /**
     * Charges CloudSim Plus's flat 10 % of their MIPS to VMs that migrate, for as long as they are at the source, for comparison. Not
     * while migrations are under way. Default: off.
     */
    public LiveMigrationDatacenter setStockMigrationOverhead(final boolean charged) {
        noneRuns("the stock overhead");
        planner.setStockOverhead(charged);
        return this;
    }

    /**
     * Sets what {@linkplain #estimateMigration estimates} migrations, and what energy and money they come to between any two hosts. Default: the
     * usual sample, and the {@linkplain #setCostModel default models}.
     */
    public LiveMigrationDatacenter setCostEstimator(final MigrationCostEstimator estimator) {
        expected(estimator, "an estimator");
        forecasts.setEstimator(estimator);
        costs.setModels((source, target) -> estimator.model());
        return this;
    }

    /**
     * Sets what turns migrations from one host to another, or, for {@linkplain #estimateMigration estimates}, to {@link Host#NULL} if that is not
     * known, into energy and money. Asked when a migration is to begin, and for an estimate. Default: energy by the power models of both hosts
     * ({@link HostPowers#between}) if they have them, otherwise {@link CostModel#DEFAULT}; no prices.
     */
    public LiveMigrationDatacenter setCostModel(final BiFunction<Host, Host, CostModel> models) {
        expected(models, "a function that gives two hosts their cost model");
        costs.setModels(models);
        return this;
    }

    /**
     * Sets how many migrations may be under way, which goes first, how long they may take, and whether they are tried again. Not while migrations
     * wait or are under way. Default: {@link Orchestration#NONE}.
     *
     * <p>If there are limits, requests of the same moment are put in order before the first of them starts.
     */
    public LiveMigrationDatacenter setOrchestration(final Orchestration orchestration) {
        expected(orchestration, "an orchestration");
        dispatcher.setOrchestration(orchestration, getRunningMigrations());
        return this;
    }

    /**
     * Sets the network between the hosts' migration NICs. To be called before the simulation starts. Default: none, NICs meet each other
     * directly and without latency.
     *
     * @param topology nodes and links; its links are this datacenter's from now on
     * @param nodeOf the node that a host is wired to, or is
     * @return this datacenter
     * @throws IllegalStateException if another datacenter has one of the links
     */
    public LiveMigrationDatacenter setTopology(final Topology topology, final Function<Host, String> nodeOf) {
        expected(topology, "a topology");
        expected(nodeOf, "a function that gives hosts their nodes");
        Validate.validState(!isStarted(), "topology of %s set after the simulation has started, expected before", this);
        network.setTopology(topology, nodeOf);
        return this;
    }

    /**
     * Lets other traffic than migrations go from one host to another. It shares links with migrations like one of them. It ends when one of
     * the hosts leaves, or at the datacenter's first event after one has failed; between such hosts nothing goes.
     *
     * @param from where it begins
     * @param to where it ends
     * @param bytesPerSecond how much it wants from now on, in bytes per second; 0 to end it
     * @return this datacenter
     */
    public LiveMigrationDatacenter setTraffic(final Host from, final Host to, final double bytesPerSecond) {
        expected(from, "a host");
        expected(to, "a host");
        for (final Host end : List.of(from, to)) {
            Validate.isTrue(end.getDatacenter() == this, "traffic of %s, expected a host of %s", end, this);
        }
        Validate.isTrue(from != to, "traffic from %s to itself, expected another host", from);
        final boolean gone = admission.isGone(from) || admission.isGone(to);
        if (isStarted()) {
            traffic.between(from, to, gone ? 0 : bytesPerSecond);
        } else {
            traffic.betweenLater(from, to, gone ? 0 : bytesPerSecond);
        }
        return this;
    }

    /**
     * Lets a VM take bandwidth of the NIC of the host it is on, wherever that is, from its creation to its end. A VM that stands still sends
     * and receives nothing.
     *
     * @param vm the VM
     * @param outBytesPerSecond how much it wants to send from now on, in bytes per second
     * @param inBytesPerSecond how much is sent to it, in bytes per second
     * @return this datacenter
     */
    public LiveMigrationDatacenter setVmTraffic(
            final Vm vm, final double outBytesPerSecond, final double inBytesPerSecond) {
        expected(vm, "a VM");
        Validate.isTrue(
                !vm.isCreated() || vm.getHost().getDatacenter() == this,
                "traffic of %s on %s, expected a VM of %s, or one that is still to be created",
                vm,
                vm.getHost(),
                this);
        traffic.ofVm(vm, outBytesPerSecond, inBytesPerSecond);
        final RunningMigration migration = ongoing.of(vm);
        if (migration == null || !migration.vmIsStopped()) {
            traffic.follow(vm);
        }
        return this;
    }

    /**
     * Changes what the cable between two nodes of the topology takes.
     *
     * @param node one end
     * @param neighbour the other
     * @param bytesPerSecond its capacity from now on, each direction; 0 lets nothing through without being a cut
     * @return this datacenter
     */
    public LiveMigrationDatacenter setLinkCapacity(
            final String node, final String neighbour, final double bytesPerSecond) {
        network.setCapacity(node, neighbour, bytesPerSecond);
        return this;
    }

    /** What has begun is recorded as it was charged. */
    private void noneRuns(final String what) {
        final int running = getRunningMigrations();
        Validate.validState(
                running == 0, "%s changed while migrations are under way: %d, expected none", what, running);
    }

    private static List<Host> ownListOf(final List<? extends Host> hosts) {
        expected(hosts, "a list of hosts");
        return new ArrayList<>(hosts);
    }

    private static void expected(final @Nullable Object given, final String what) {
        Validate.notNull(given, "null, expected %s", what);
    }

    /** {@return what a VM is like and what it does to its memory, as {@linkplain #setMemoryProfile set}} */
    public MemoryProfile getMemoryProfile(final Vm vm) {
        expected(vm, "a VM");
        return planner.profileOf(vm);
    }

    /** {@return what sending and receiving costs, as {@linkplain #setMigrationCpu set}} */
    public MigrationCpu getMigrationCpu() {
        return updates.charges().cpu();
    }

    /** {@return the CPU time that migrations have used on a host up to now, in seconds of one processor} */
    public double getMigrationCpuSeconds(final Host host) {
        expected(host, "a host");
        settle();
        return updates.charges().usedSeconds(host);
    }

    /** {@return the rate of a host's migration NIC, each way, in bytes per second} */
    public double getMigrationBytesPerSecond(final Host host) {
        expected(host, "a host");
        return network.nicBytesPerSecond(host);
    }

    /** Sets what part of their bandwidth hosts have for migrations that do not say it themselves. To be called before the simulation starts. */
    @Override
    public void setBandwidthPercentForMigration(final double part) {
        Validate.validState(
                !isStarted(),
                "bandwidth for migrations of %s set after the simulation has started, expected before",
                this);
        super.setBandwidthPercentForMigration(part);
    }

    /** {@return how much of its host's NIC a VM wants, as {@linkplain #setVmTraffic set}} */
    public VmTraffic getVmTraffic(final Vm vm) {
        return traffic.wantedBy(vm);
    }

    /**
     * {@return what it would cost to migrate a VM now, with the technique it would migrate with}
     *
     * @param vm a VM that runs here
     * @param target where to, or {@link Host#NULL} if that is not known
     * @see #estimateMigration(MigrationRequest)
     */
    public MigrationCost estimateMigration(final Vm vm, final Host target) {
        return estimateMigration(MigrationRequest.of(vm, target));
    }

    /**
     * {@return what it would cost to carry a request out now, with its technique, its limit and its weight}
     *
     * <p>Assumes that the VM goes on as it does now, and the bandwidth that other traffic and the migrations under way leave until their
     * expected ends (the present share if more than 64 compete), as far as the hosts' CPU is enough for it now; migrations that begin later are not
     * known. Without a target, only the source's NIC counts. Nothing is checked, reserved or drawn from the VM's seed. Asking again at the same
     * moment costs little, but for the look ahead if others compete.
     *
     * @param request a wish to migrate a VM that runs here; its target is {@link Host#NULL} if that is not known
     */
    public MigrationCost estimateMigration(final MigrationRequest request) {
        expected(request, "a request");
        return forecasts.of(request);
    }

    /**
     * {@return what a migration that has ended has cost, with its hosts as busy without it as when it began}
     *
     * @param migration a record of this datacenter
     * @throws IllegalArgumentException if this datacenter has not begun it
     */
    public MigrationCost getMigrationCost(final MigrationRecord migration) {
        expected(migration, "a record");
        return costs.of(migration);
    }

    @Override
    public void requestVmMigration(final Vm vm) {
        expected(vm, "a VM");
        requestVmMigration(
                vm,
                getVmAllocationPolicy()
                        .findHostForVm(vm)
                        .filter(host -> host != vm.getHost())
                        .or(() -> anotherHostFor(vm))
                        .orElse(Host.NULL));
    }

    /** {@return a host for a VM whose policy would leave it where it is} */
    private Optional<Host> anotherHostFor(final Vm vm) {
        return this.<Host>getHostList().stream()
                .filter(host -> host != vm.getHost() && host.isSuitableForVm(vm))
                .findFirst();
    }

    @Override
    public void requestVmMigration(final Vm vm, final Host target) {
        requestMigration(MigrationRequest.of(vm, target));
    }

    /** Asks for a migration, with more to say about it than {@link #requestVmMigration(Vm, Host)} can. */
    public void requestMigration(final MigrationRequest request) {
        expected(request, "a request");
        final Vm vm = request.vm();
        if (isColdMove(vm.getHost(), request.target())) {
            super.requestVmMigration(vm, request.target());
            return;
        }
        policyView.end();
        lifecycle.request(request);
    }

    private static boolean isColdMove(final Host source, final Host target) {
        return source != Host.NULL && target != Host.NULL && (isPublic(source) || isPublic(target));
    }

    private static boolean isPublic(final Host host) {
        return host.getDatacenter().getCharacteristics().getDistribution() == Distribution.PUBLIC;
    }

    /**
     * Calls a migration off, whether it waits or is under way. One whose VM has left the source already, or has been sent as a whole and is
     * being resumed, goes on, as in QEMU.
     *
     * @return whether there was one to call off
     */
    public boolean cancelMigration(final Vm vm) {
        expected(vm, "a VM");
        return lifecycle.cancel(vm);
    }

    /**
     * Cuts the cable between two nodes of the topology. Migrations across it fail, with the VM at the source; in post-copy the VM is lost, or
     * stands still, once it needs a page, until {@linkplain #mendLink the cable is mended} if post-copy recovers. Routes stay what they are:
     * migrations that would begin across it are refused.
     */
    public void cutLink(final String node, final String neighbour) {
        network.cut(node, neighbour);
        lifecycle.linkIsCut();
    }

    /** Mends a cable that was cut. */
    public void mendLink(final String node, final String neighbour) {
        network.mend(node, neighbour);
    }

    /** Removes a host. Migrations from it and to it fail; those that wait, and those asked for later, are refused. */
    @Override
    public <T extends Host> Datacenter removeHost(final T host) {
        expected(host, "a host");
        lifecycle.hostLeaves(host);
        return super.removeHost(host);
    }

    /** {@return the records of all migrations that have ended, in the order in which they ended; a live view} */
    public List<MigrationRecord> getMigrations() {
        settle();
        return journal.migrations();
    }

    /**
     * {@return the records of tries that failed, or could not start, and were followed by another, in the order in which they ended; a live
     * view} What they sent and took was in vain, and is not in the record of the request.
     */
    public List<MigrationRecord> getRetriedMigrations() {
        return journal.retried();
    }

    /** {@return how many migrations are under way} */
    public int getRunningMigrations() {
        settle();
        return ongoing.runningCount();
    }

    /** {@return how many migrations wait for their turn} */
    public int getWaitingMigrations() {
        settle();
        return dispatcher.waitingCount();
    }

    /** Ends what is left of a simulation that was terminated: CloudSim Plus tells nobody then. */
    private void settle() {
        if (dispatcher.closed().isEmpty()
                && !getSimulation().isRunning()
                && !(ongoing.runningCount() == 0 && dispatcher.waitingCount() == 0)) {
            clock.stopAtLastTick();
            lifecycle.endAll(Endings.SIMULATION_ENDED);
        }
    }

    /** Adds a listener that is told when a migration starts. */
    public LiveMigrationDatacenter addOnMigrationStartListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.MIGRATION_START, listener);
        return this;
    }

    /** Adds a listener that is told when a round has finished. */
    public LiveMigrationDatacenter addOnRoundFinishListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.ROUND_FINISH, listener);
        return this;
    }

    /** Adds a listener that is told when a VM has been stopped. */
    public LiveMigrationDatacenter addOnVmStopListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.VM_STOP, listener);
        return this;
    }

    /** Adds a listener that is told when a stopped VM runs again, wherever it does. */
    public LiveMigrationDatacenter addOnVmResumeListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.VM_RESUME, listener);
        return this;
    }

    /**
     * Adds a listener that is told when a migration has failed, or could not start, and will be tried again; the event has the record of
     * what was done in vain.
     */
    public LiveMigrationDatacenter addOnMigrationRetryListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.MIGRATION_RETRY, listener);
        return this;
    }

    /** Adds a listener that is told when a request to migrate has ended, however it did. */
    public LiveMigrationDatacenter addOnMigrationFinishListener(final EventListener<LiveMigrationEventInfo> listener) {
        journal.listen(Moment.MIGRATION_FINISH, listener);
        return this;
    }

    @Override
    public Datacenter addOnVmMigrationFinishListener(final EventListener<DatacenterVmMigrationEventInfo> listener) {
        placement.listen(listener);
        return this;
    }

    @Override
    protected void startInternal() {
        super.startInternal();
        traffic.begin();
        clock.start();
    }

    @Override
    public boolean schedule(final double delay, final int tag, final @Nullable Object data) {
        final boolean created = startUps != null; // CloudSim Plus's constructor switches hosts on, too
        if (tag == CloudSimTag.HOST_POWER_ON && data instanceof Host host && created) {
            startUps.begins(host, clock.now() + delay);
        }
        return super.schedule(delay, tag, data);
    }

    @Override
    public void processEvent(final SimEvent event) {
        traffic.forgetGone();
        lifecycle.endTheLost();
        switch (event.getTag()) {
            case ALARM -> alarms.ring(clock.now());
            case SHARE_NETWORK -> network.flows().share();
            case CLOUDLET_DUE -> cloudletIsDue((Host) event.getData());
            case CloudSimTag.SIMULATION_END -> {
                endAll(Endings.SIMULATION_ENDED);
                super.processEvent(event);
            }
            case CloudSimTag.VM_CREATE_ACK -> createVms(event);
            case CloudSimTag.VM_VERTICAL_SCALING -> scaleVm(event);
            case CloudSimTag.HOST_POWER_OFF -> {
                super.processEvent(event);
                keepOnIfNeeded((Host) event.getData());
            }
            default -> {
                if (event.getData() instanceof Cloudlet cloudlet) {
                    aroundChangeOf(cloudlet, () -> super.processEvent(event));
                } else {
                    super.processEvent(event);
                }
            }
        }
    }

    private void cloudletIsDue(final Host host) {
        updates.cloudlets().came(host);
        updates.bringUpToDate(host);
    }

    /** Ends what is under way, too: a datacenter that has shut down hears of nothing any more. */
    @Override
    public void shutdown() {
        if (getSimulation().isRunning()) {
            endAll(Endings.DATACENTER_ENDED);
        }
        super.shutdown();
    }

    private void endAll(final Ending ending) {
        lifecycle.endAll(ending);
        alarms.clear();
        getSimulation().cancelAll(this, LiveMigrationDatacenter::isOurs);
    }

    private static boolean isOurs(final SimEvent event) {
        return event.getTag() >= ALARM && event.getTag() <= SHARE_NETWORK;
    }

    private void createVms(final SimEvent event) {
        final List<Vm> asked = VmAbstract.getList(event.getData()).stream()
                .filter(vm -> !vm.isCreated())
                .toList();
        placement
                .asPromised(ongoing.all(), () -> {
                    super.processEvent(event);
                    return asked;
                })
                .stream()
                .filter(Vm::isCreated)
                .forEach(this::created);
    }

    private void created(final Vm vm) {
        histories.begin(vm);
        traffic.follow(vm);
    }

    /**
     * As in QEMU no memory is plugged while a VM migrates, which would arrive without it; whoever wants it asks again. Nor is anything plugged into
     * a VM that is gone by now.
     */
    private void scaleVm(final SimEvent event) {
        final var scaling = (VerticalVmScaling) event.getData();
        final boolean migrates = ongoing.isMigrating(scaling.getVm());
        if (!scaling.getVm().isCreated() || (migrates && scaling.getResourceClass() == Ram.class)) {
            return;
        }
        final Host host = scaling.getVm().getHost();
        updates.bringUpToDate(host);
        placement.asPromised(ongoing.all(), () -> {
            super.processEvent(event);
            return host;
        });
        updates.bringUpToDate(host);
    }

    /** Somebody may have come to a host while it was shutting down. */
    private static void keepOnIfNeeded(final Host host) {
        if (!host.getVmList().isEmpty()) {
            VmPlacement.keepOn(host);
        }
    }

    /** What a cloudlet has earned so far counts as it was, and when it is through from now on as it will be. */
    private void aroundChangeOf(final Cloudlet cloudlet, final Runnable change) {
        if (cloudlet.getVm().isCreated()) {
            updates.bringUpToDate(cloudlet.getVm().getHost());
        }
        change.run();
        if (cloudlet.getVm().isCreated()) {
            updates.cloudlets().await(cloudlet.getVm().getHost());
            startIfItWaits(cloudlet.getVm());
        }
    }

    /** CloudSim Plus lets cloudlets that have come to a VM before its host was on wait for an update, of which there may be none. */
    private void startIfItWaits(final Vm vm) {
        final CloudletScheduler scheduler = vm.getCloudletScheduler();
        if (scheduler.getCloudletExecList().isEmpty()
                && !scheduler.getCloudletWaitingList().isEmpty()) {
            updates.bringUpToDate(vm.getHost());
            schedule(getSimulation().getMinTimeBetweenEvents(), CloudSimTag.VM_UPDATE_CLOUDLET_PROCESSING);
        }
    }

    @Override
    protected boolean processVmDestroy(final SimEvent event) {
        if (event.getData() instanceof MigrationReservation room) {
            lifecycle.roomIsGone(room);
            return true;
        }
        if (!(event.getData() instanceof Vm vm)) {
            return super.processVmDestroy(event);
        }
        lifecycle.vmIsDestroyed(vm);
        if (!vm.isCreated()) {
            return super.processVmDestroy(event);
        }
        final Host host = vm.getHost();
        updates.bringUpToDate(host); // before the others get what it leaves
        final boolean destroyed = super.processVmDestroy(event);
        updates.bringUpToDate(host);
        return destroyed;
    }

    @Override
    protected double updateHostsProcessing() {
        final double[] delay = {0};
        updates.bringUpToDate(getHostList(), () -> delay[0] = super.updateHostsProcessing());
        policyView.show();
        return updates.canStop(!alarms.isEmpty()) ? Double.MAX_VALUE : delay[0];
    }

    /** A cloudlet that comes to a VM that stands still has no end yet, and CloudSim Plus would look for it at the end of time. */
    @Override
    protected double getCloudletProcessingUpdateInterval(final double nextFinishingCloudletTime) {
        final double seconds = super.getCloudletProcessingUpdateInterval(nextFinishingCloudletTime);
        return seconds == Double.MAX_VALUE ? 0 : seconds;
    }

    @Override
    protected double updateCloudletProcessing() {
        final double delay = super.updateCloudletProcessing();
        policyView.end();
        return delay;
    }

    private void shareNetworkSoon() {
        if (getSimulation().isRunning()) {
            schedule(0, SHARE_NETWORK);
        } else {
            network.flows().share();
        }
    }

    /** Starts a migration whose turn has come. {@return whether it has started} */
    private boolean start(final Attempt attempt) {
        return lifecycle.start(attempt);
    }

    AlarmClock alarms() {
        return alarms;
    }

    MigrationNetwork network() {
        return network;
    }

    HostUpdates updates() {
        return updates;
    }

    OngoingMigrations ongoing() {
        return ongoing;
    }

    MigrationDispatcher dispatcher() {
        return dispatcher;
    }
}

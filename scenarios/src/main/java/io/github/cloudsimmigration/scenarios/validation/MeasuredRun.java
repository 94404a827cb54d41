package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.Arrays;

/**
 * A migration that a QEMU did: what was known before, and what came of it.
 *
 * @param id its name
 * @param kind which kind of run
 * @param pages pages of the guest
 * @param nonZeroPages how many of them are not zero
 * @param writer what the program in the guest was told
 * @param linkMegabits the link, in Mbit/s
 * @param timeoutSeconds when it was cancelled if it was still under way; KubeVirt's timeout if that is not known
 * @param parameters what QEMU was told
 * @param measured what came of it
 */
record MeasuredRun(
        String id,
        String kind,
        int pages,
        int nonZeroPages,
        WriterSpec writer,
        double linkMegabits,
        double timeoutSeconds,
        QemuParameters parameters,
        RunFigures measured) {
    boolean hasPostcopy() {
        return parameters.has(QemuParameter.POSTCOPY_RAM);
    }

    boolean hasAutoConverge() {
        return parameters.has(QemuParameter.AUTO_CONVERGE);
    }

    /** {@return the same run by another name} */
    MeasuredRun named(final String name) {
        return new MeasuredRun(
                name, kind, pages, nonZeroPages, writer, linkMegabits, timeoutSeconds, parameters, measured);
    }

    /** {@return whether another run was told the same, whatever it is called} */
    boolean isConfiguredAs(final MeasuredRun other) {
        return pages == other.pages
                && writer.equals(other.writer)
                && linkMegabits == other.linkMegabits
                && timeoutSeconds == other.timeoutSeconds
                && parameters.equals(other.parameters);
    }

    /** {@return over how many sockets its pages went} */
    int channels() {
        return parameters.has(QemuParameter.MULTIFD) ? (int) parameters.get(QemuParameter.MULTIFD_CHANNELS) : 1;
    }

    /** {@return whether no capability was on: plain pre-copy} */
    boolean isPlain() {
        return Arrays.stream(QemuParameter.values())
                .filter(QemuParameter::capability)
                .noneMatch(parameters::has);
    }

    double downtimeLimitSeconds() {
        return parameters.get(QemuParameter.DOWNTIME_LIMIT) / 1e3;
    }
}

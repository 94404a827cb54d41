package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.Traffic;

/** An encoder of a sample: every page, byte and second counts as many times as pages of the guest stand behind it. */
final class StretchedEncoder implements PageEncoding.Encoder {
    private final PageEncoding.Encoder encoder;
    private final int times;
    private final Traffic sample = new Traffic();

    StretchedEncoder(final PageEncoding.Encoder encoder, final int times) {
        this.encoder = encoder;
        this.times = times;
    }

    @Override
    public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
        sample.clear();
        encoder.encode(batch, phase, sample);
        traffic.addTimes(sample, times);
    }

    @Override
    public boolean alike(final PageBatch batch) {
        return encoder.alike(batch);
    }

    @Override
    public void begin(final CopyPhase phase, final Traffic traffic) {
        sample.clear();
        encoder.begin(phase, sample);
        traffic.addTimes(sample, times);
    }
}

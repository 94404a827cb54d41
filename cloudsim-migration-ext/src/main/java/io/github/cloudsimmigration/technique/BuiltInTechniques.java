package io.github.cloudsimmigration.technique;

import java.util.List;

/** The techniques of this library. */
public final class BuiltInTechniques implements TechniqueProvider {
    @Override
    public List<Technique> techniques() {
        return List.of(
                Techniques.stopAndCopy(),
                Techniques.xenPrecopy(),
                Techniques.xenPrecopyPermuted(),
                Techniques.xenPrecopyAdaptive(),
                Techniques.xenV2(),
                Techniques.slowdown(),
                Techniques.me2(),
                Techniques.microwiper(),
                Techniques.dpdt(),
                Techniques.reuseDistance(),
                Techniques.twoPhase(),
                Techniques.blockHistory(),
                Techniques.weightedHistory(),
                Techniques.proposed(),
                Techniques.qemuPrecopy(),
                Techniques.postcopy(),
                Techniques.hybrid());
    }
}

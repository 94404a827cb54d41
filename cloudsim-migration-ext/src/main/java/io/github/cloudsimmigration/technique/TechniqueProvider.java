package io.github.cloudsimmigration.technique;

import java.util.List;

/**
 * Brings techniques by name. Any jar on the class path may have one: a public class with a public no-argument constructor,
 * named in {@code META-INF/services/io.github.cloudsimmigration.technique.TechniqueProvider}.
 */
public interface TechniqueProvider {
    /** {@return the techniques, each under a name nobody else uses} */
    List<Technique> techniques();
}

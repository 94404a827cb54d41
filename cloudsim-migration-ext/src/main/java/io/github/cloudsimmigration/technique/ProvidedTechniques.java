package io.github.cloudsimmigration.technique;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What providers bring, each technique under a name of its own. */
final class ProvidedTechniques {
    private final Map<String, Technique> techniques = new TreeMap<>();
    private final Map<String, String> providers = new HashMap<>();

    private ProvidedTechniques() {}

    /**
     * {@return the techniques of all providers that a class loader finds, by name}
     *
     * @throws TechniqueProviderException if one of them fails, or two use the same name
     */
    static Map<String, Technique> by(final ClassLoader loader) {
        final var provided = new ProvidedTechniques();
        try {
            ServiceLoader.load(TechniqueProvider.class, loader).forEach(provided::add);
        } catch (final ServiceConfigurationError | LinkageError e) {
            final String what = e.getCause() == null ? e.toString() : e + ": " + e.getCause();
            throw new TechniqueProviderException(
                    "a provider of techniques cannot be loaded, expected a public class with a public constructor without"
                            + " parameters, and all it needs on the class path: " + what,
                    e);
        }
        return provided.techniques;
    }

    private void add(final TechniqueProvider provider) {
        final String name = provider.getClass().getName();
        final List<Technique> all = techniquesOf(provider, name);
        if (all == null || all.stream().anyMatch(technique -> technique == null)) {
            throw new TechniqueProviderException(name + ": null, expected a list of techniques");
        }
        for (final Technique technique : all) {
            final String other = providers.put(technique.name(), name);
            if (other != null) {
                throw new TechniqueProviderException("two techniques are named '" + technique.name() + "', one by "
                        + other + ", one by " + name + ", expected every name once");
            }
            techniques.put(technique.name(), technique);
        }
    }

    @Nullable
    private static List<Technique> techniquesOf(final TechniqueProvider provider, final String name) {
        try {
            return provider.techniques();
        } catch (final RuntimeException | LinkageError e) {
            throw new TechniqueProviderException(name + ": " + e + ", expected a list of techniques", e);
        }
    }
}

package io.github.cloudsimmigration.technique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cloudsimmigration.technique.stop.ClassicStop;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lookup by name, with the library's own techniques and with those of a stranger's jar. */
final class TechniquesTest {
    private static final String PROVIDER = TechniqueProvider.class.getName();

    @TempDir
    private Path directory;

    @Test
    void builtInTechniquesAreFoundByName() {
        assertThat(Techniques.byName("xen-precopy")).isEqualTo(Techniques.xenPrecopy());
        assertThat(Techniques.byName("proposed")).isEqualTo(Techniques.proposed());
        assertThat(Techniques.byName("stop-and-copy")).isEqualTo(Techniques.stopAndCopy());
        assertThat(Techniques.byName("me2")).isEqualTo(Techniques.me2());
        assertThat(Techniques.byName("slowdown")).isEqualTo(Techniques.slowdown());
        assertThat(Techniques.byName("xen-v2")).isEqualTo(Techniques.xenV2());
        assertThat(Techniques.byName("xen-precopy-adaptive")).isEqualTo(Techniques.xenPrecopyAdaptive());
        assertThat(Techniques.byName("xen-precopy-permuted")).isEqualTo(Techniques.xenPrecopyPermuted());
        assertThat(Techniques.byName("microwiper")).isEqualTo(Techniques.microwiper());
        assertThat(Techniques.byName("dpdt")).isEqualTo(Techniques.dpdt());
        assertThat(Techniques.byName("reuse-distance")).isEqualTo(Techniques.reuseDistance());
        assertThat(Techniques.byName("two-phase")).isEqualTo(Techniques.twoPhase());
        assertThat(Techniques.byName("block-history")).isEqualTo(Techniques.blockHistory());
        assertThat(Techniques.byName("weighted-history")).isEqualTo(Techniques.weightedHistory());
    }

    @Test
    void allTechniquesAreListedByName() {
        assertThat(Techniques.all())
                .extracting(Technique::name)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("proposed", "stop-and-copy", "xen-precopy");
        assertThat(Techniques.all()).containsAll(new BuiltInTechniques().techniques());
        assertThat(Techniques.all()).allSatisfy(technique -> {
            assertThat(technique.summary()).as(technique.name()).isNotBlank();
            assertThat(Techniques.byName(technique.name())).isEqualTo(technique);
        });
    }

    @Test
    void unknownNameListsTheKnownOnes() {
        final String known =
                String.join(", ", Techniques.all().stream().map(Technique::name).toList());
        assertThatExceptionOfType(UnknownTechniqueException.class)
                .isThrownBy(() -> Techniques.byName("Proposed"))
                .withMessage("unknown technique 'Proposed', expected one of: " + known)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatNullPointerException()
                .isThrownBy(() -> Techniques.byName(null))
                .withMessage("name of a technique: null, expected a word like 'xen-precopy'");
    }

    @Test
    void strangersJarAddsATechnique() throws IOException {
        final Path jar = jar("Stranger", "strange");
        try (var loader = loader(jar)) {
            final Technique strange = Techniques.byName("strange", loader);
            assertThat(strange.summary()).isEqualTo("from Stranger");
            assertThat(strange.stopRule()).isEqualTo(ClassicStop.holding(3));
            assertThat(Techniques.byName("proposed", loader)).isEqualTo(Techniques.proposed());
            assertThat(Techniques.load(loader)).containsKeys("proposed", "strange", "xen-precopy");
            assertThatExceptionOfType(UnknownTechniqueException.class)
                    .isThrownBy(() -> Techniques.byName("stranger", loader))
                    .withMessageContaining(", strange, ");
        }
    }

    @Test
    void strangersTechniqueIsFoundThroughTheThreadsClassLoader() throws IOException {
        final Path jar = jar("Stranger", "strange");
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        try (var loader = loader(jar)) {
            thread.setContextClassLoader(loader);
            assertThat(Techniques.byName("strange").name()).isEqualTo("strange");
            assertThat(Techniques.all()).extracting(Technique::name).contains("strange");
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThatExceptionOfType(UnknownTechniqueException.class).isThrownBy(() -> Techniques.byName("strange"));
    }

    @Test
    void duplicateNameFails() throws IOException {
        final Path impostor = jar("Impostor", "proposed");
        try (var loader = loader(impostor)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Techniques.byName("xen-precopy", loader))
                    .withMessage("two techniques are named 'proposed', one by " + BuiltInTechniques.class.getName()
                            + ", one by com.example.stranger.Impostor, expected every name once");
        }
    }

    @Test
    void duplicateNameOfTwoStrangersFails() throws IOException {
        final Path first = jar("First", "twice");
        final Path second = jar("Second", "twice");
        try (var loader = loader(first, second)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Techniques.load(loader))
                    .withMessage("two techniques are named 'twice', one by com.example.stranger.First, one by"
                            + " com.example.stranger.Second, expected every name once");
        }
    }

    /** Brings a list that is none, or that has nothing in it. */
    public static final class Hollow implements TechniqueProvider {
        @Override
        public List<Technique> techniques() {
            return Arrays.asList(Techniques.proposed().toBuilder().name("full").build(), null);
        }
    }

    /** Throws where it should bring techniques. */
    public static final class Broken implements TechniqueProvider {
        @Override
        public List<Technique> techniques() {
            throw new UnsupportedOperationException("not yet");
        }
    }

    /** Cannot be created. */
    public static final class Stillborn implements TechniqueProvider {
        public Stillborn() {
            throw new UnsupportedOperationException("no licence");
        }

        @Override
        public List<Technique> techniques() {
            return List.of();
        }
    }

    static Stream<Arguments> providersThatFail() {
        return Stream.of(
                Arguments.of(Hollow.class.getName(), ": null, expected a list of techniques"),
                Arguments.of(Broken.class.getName(), "not yet, expected a list of techniques"),
                Arguments.of(Stillborn.class.getName(), "no licence"),
                Arguments.of("com.example.Missing", "expected a public class"));
    }

    @ParameterizedTest
    @MethodSource("providersThatFail")
    void aProviderThatFailsIsNamed(final String provider, final String trouble) throws IOException {
        final Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(PROVIDER), provider);
        try (var loader = loader(directory)) {
            assertThatExceptionOfType(TechniqueProviderException.class)
                    .isThrownBy(() -> Techniques.byName("proposed", loader))
                    .withMessageContaining(provider)
                    .withMessageContaining(trouble);
        }
    }

    private static URLClassLoader loader(final Path... jars) throws IOException {
        final URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, TechniquesTest.class.getClassLoader());
    }

    /** {@return a jar with a provider, compiled here, of one technique} */
    private Path jar(final String className, final String technique) throws IOException {
        final Path source = directory.resolve(className + ".java");
        Files.writeString(source, """
                package com.example.stranger;

                import io.github.cloudsimmigration.technique.stop.ClassicStop;
                import io.github.cloudsimmigration.technique.Technique;
                import io.github.cloudsimmigration.technique.TechniqueProvider;
                import java.util.List;

                public final class CLASS implements TechniqueProvider {
                    @Override
                    public List<Technique> techniques() {
                        return List.of(Technique.named("NAME")
                                .summary("from CLASS")
                                .stopRule(ClassicStop.holding(3))
                                .build());
                    }
                }
                """.replace("CLASS", className).replace("NAME", technique));
        compile(source);
        final String provider = "com.example.stranger." + className;
        final String classFile = provider.replace('.', '/') + ".class";
        final Path jar = directory.resolve(className + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(classFile));
            Files.copy(directory.resolve(classFile), out);
            out.closeEntry();
            out.putNextEntry(new JarEntry("META-INF/services/" + PROVIDER));
            out.write(provider.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }

    private void compile(final Path source) throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeThat(compiler).as("no compiler: these tests need a JDK").isNotNull();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            final List<String> options =
                    List.of("-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as("compilation of %s", source)
                    .isTrue();
        }
    }
}

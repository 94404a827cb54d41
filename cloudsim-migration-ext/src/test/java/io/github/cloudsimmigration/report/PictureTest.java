package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureTest {
    private static final int FIRST_COLOR = 0xFF0072B2;
    private static final int SECOND_COLOR = 0xFFE69F00;

    @TempDir
    private Path folder;

    private static Picture bars(final double... medians) {
        final List<Spread> values = new ArrayList<>();
        for (final double median : medians) {
            values.add(new Spread(median, median / 2, median * 2));
        }
        final List<String> groups =
                IntStream.range(0, medians.length).mapToObj(i -> "group " + i).toList();
        return Picture.bars(
                "some bars",
                "length [m]",
                groups,
                List.of(new Picture.Bars("first", values), new Picture.Bars("second", values)));
    }

    private static Picture lines() {
        final var down = List.of(new Picture.Point(0, 1000), new Picture.Point(2, 50), new Picture.Point(3, 0));
        return Picture.lines(
                "some lines",
                "time [s]",
                "pages",
                10,
                List.of(new Picture.Line("a", down, down.subList(1, 2)), new Picture.Line("b", down.subList(0, 2))));
    }

    private static Set<Integer> colors(final Picture picture) throws IOException {
        return Arrays.stream(pixels(picture)).boxed().collect(Collectors.toSet());
    }

    private static long pixels(final Picture picture, final int color) throws IOException {
        return Arrays.stream(pixels(picture)).filter(pixel -> pixel == color).count();
    }

    private static int[] pixels(final Picture picture) throws IOException {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(800);
        return image.getRGB(0, 0, 1600, 800, null, 0, 1600);
    }

    @Test
    void barsOfEveryColourAreDrawn() throws IOException {
        assertThat(colors(bars(1, 2, 3))).contains(FIRST_COLOR, SECOND_COLOR);
    }

    @Test
    void barsOfWidelyDifferentHeightAndNoneAreDrawn() throws IOException {
        assertThat(colors(bars(0, 0.002, 3, 4e9))).contains(FIRST_COLOR, SECOND_COLOR);
    }

    @Test
    void logarithmicBarsBeginAtHalfOfTheSmallest() throws IOException {
        final var bars = Picture.bars(
                "bars",
                "y",
                List.of("group"),
                List.of(
                        new Picture.Bars("first", List.of(Spread.of(1))),
                        new Picture.Bars("second", List.of(Spread.of(100)))));
        assertThat((double) pixels(bars, FIRST_COLOR) / pixels(bars, SECOND_COLOR))
                .isCloseTo(Math.log(1 / 0.5) / Math.log(100 / 0.5), within(0.01));
    }

    @Test
    void hatchedBarsHaveLinesAcross() throws IOException {
        final List<Spread> values = List.of(Spread.of(1), Spread.of(2));
        final List<String> groups = List.of("one", "two");
        final var plain = Picture.bars("bars", "y", groups, List.of(new Picture.Bars("all", values)));
        final var hatched = Picture.bars("bars", "y", groups, List.of(new Picture.Bars("all", values, Set.of(1))));
        assertThat((double) pixels(hatched, FIRST_COLOR) / pixels(plain, FIRST_COLOR))
                .isBetween(0.5, 0.95);
    }

    @Test
    void marksAreWholeAtTheFloorAndAtTheBeginning() throws IOException {
        final long free = pixels(mark(1, 100), FIRST_COLOR);
        assertThat(pixels(mark(1, 0), FIRST_COLOR)).isCloseTo(free, withinPercentage(10));
        assertThat(pixels(mark(0, 100), FIRST_COLOR)).isCloseTo(free, withinPercentage(10));
    }

    private static Picture mark(final double x, final double y) {
        final var point = List.of(new Picture.Point(x, y));
        final var marked = new Picture.Line("marked", point, point);
        final var other = List.of(new Picture.Point(0, 1000), new Picture.Point(2, 1000));
        return Picture.lines("a mark", "x", "y", 10, List.of(marked, new Picture.Line("other", other)));
    }

    @Test
    void linesThatReachZeroAreDrawnDownToTheFloor() throws IOException {
        assertThat(colors(lines())).contains(FIRST_COLOR, SECOND_COLOR);
    }

    private static Picture points(final boolean logarithmic, final double... values) {
        final List<Picture.Point> points = new ArrayList<>();
        for (final double value : values) {
            points.add(new Picture.Point(value, value));
        }
        return Picture.scatter("some points", "x", "y", logarithmic, List.of(new Picture.Points("kind", points)));
    }

    private static double[] xOfPoints(final boolean logarithmic, final double... values) {
        final Matcher points = Pattern.compile("<ellipse cx=\"([0-9.]+)\"")
                .matcher(new String(points(logarithmic, values).svg(), StandardCharsets.UTF_8));
        return points.results()
                .mapToDouble(point -> Double.parseDouble(point.group(1)))
                .limit(values.length)
                .toArray();
    }

    @Test
    void equalDistancesAreEqualOnLinearAxesAndEqualFactorsOnLogarithmicOnes() {
        final double[] linear = xOfPoints(false, 0, 40, 80);
        assertThat(linear[1] - linear[0]).isCloseTo(linear[2] - linear[1], within(0.1));
        final double[] logarithmic = xOfPoints(true, 1, 10, 100);
        assertThat(logarithmic[1] - logarithmic[0]).isCloseTo(logarithmic[2] - logarithmic[1], within(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> points(true, 0, 23))
                .withMessage("picture 'some points': a value of 0.0, expected above 0");
    }

    @Test
    void moreThingsThanColoursCanBeDrawn() throws IOException {
        final var points = List.of(new Picture.Point(0, 20), new Picture.Point(1, 30));
        final List<Picture.Line> many = IntStream.range(0, 40)
                .mapToObj(i -> new Picture.Line("line " + i, points, points.subList(0, 1)))
                .toList();
        assertThat(colors(Picture.lines("many", "x", "y", 1, many)))
                .hasSizeGreaterThan(2)
                .as("a yellow that is pale on white")
                .doesNotContain(0xFFF0E442);
    }

    @Test
    void svgIsXmlWithoutLongFractions() throws Exception {
        for (final Picture picture : List.of(bars(1, 20), lines())) {
            final var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            final var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(picture.svg()));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(new String(picture.svg(), StandardCharsets.UTF_8)).doesNotContainPattern("\\.\\d{3}");
        }
    }

    @Test
    void sameFiguresGiveTheSameBytes() {
        assertThat(bars(1, 200).png()).isEqualTo(bars(1, 200).png());
        assertThat(bars(1, 200).svg()).isEqualTo(bars(1, 200).svg());
        assertThat(lines().svg()).isEqualTo(lines().svg());
        assertThat(bars(1, 200).png()).isNotEqualTo(bars(1, 100).png());
    }

    @Test
    void isWrittenAsTwoFiles() throws IOException {
        final Picture picture = bars(1);
        picture.writeTo(folder, "it");
        assertThat(folder.resolve("it.png")).hasBinaryContent(picture.png());
        assertThat(folder.resolve("it.svg")).hasBinaryContent(picture.svg());
    }

    @Test
    void nothingToDrawIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bars(0, 0))
                .withMessage("picture 'some bars': no value above 0, expected at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Picture.lines("none", "x", "y", 1, List.of()))
                .withMessage("picture 'none': no lines, expected at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picture.Line("none", List.of()))
                .withMessage("line none: no points, expected at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Picture.scatter("none", "x", "y", true, List.of()))
                .withMessage("picture 'none': no points, expected at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picture.Points("none", List.of()))
                .withMessage("points none: none, expected at least one");
    }
}

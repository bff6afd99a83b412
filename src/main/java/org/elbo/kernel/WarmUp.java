package org.elbo.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.common.Image;

/**
 * A few cells of every kind, evaluated when the course is installed: natives are unpacked and
 * classes archived.
 */
final class WarmUp {
    private static final List<String> CELLS =
            List.of(
                    "int answer = 6 * 7;\nint twice(int x) { return 2 * x; }\ntwice(answer)",
                    "record Point(double x, double y) {}\nList.of(new Point(1, 2)).stream().map(Point::x).toList()",
                    "import org.nd4j.linalg.factory.Nd4j;\nNd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber()",
                    "import org.knowm.xchart.*;\n"
                            + "XYChart chart = new XYChartBuilder().width(300).height(200).build();\n"
                            + "chart.addSeries(\"line\", new double[] {0, 1}, new double[] {0, 1});\n"
                            + "BitmapEncoder.getBufferedImage(chart)");

    private WarmUp() {}

    static void run() {
        try (JavaSession session = JavaSession.start(1000)) {
            CodeAssist assist = new CodeAssist(session);
            assist.complete("Math.sq", 7);
            assist.state("int x = (");
            ValueRenderer renderer = new ValueRenderer();
            Image.registerAll(renderer);
            for (String cell : CELLS) {
                renderer.render(session.evaluate(cell, 0));
            }
        }
    }
}

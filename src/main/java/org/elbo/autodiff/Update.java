package org.elbo.autodiff;

import java.util.List;
import java.util.function.Function;
import org.elbo.internal.Team;

/**
 * Changes parameters by their gradients: one pass over all of them, tile by tile, which threads
 * share. An optimiser owns one and says how an element changes.
 */
public final class Update implements Team.Task {
    private final Function<Parameter, Parameter.Rule> rules;
    private final Tiles[] tiles = new Tiles[Team.LARGEST];
    private List<Parameter> parameters;

    /**
     * Creates an update.
     *
     * @param rules the rule of a parameter; several threads ask for it
     */
    public Update(Function<Parameter, Parameter.Rule> rules) {
        this.rules = rules;
    }

    /**
     * Changes every element of some parameters; of a table, the rows that the last loss used.
     *
     * @param parameters which
     */
    public void run(List<Parameter> parameters) {
        this.parameters = parameters;
        Team team = Team.shared();
        team.run((int) Math.min(team.parts(), 1 + usedLength() / Parameter.TILE), this);
    }

    private long usedLength() {
        long sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            sum += parameters.get(i).usedLength();
        }
        return sum;
    }

    /** Does a part; not to be called by others than a team. */
    @Override
    public void run(int part, int parts) {
        if (tiles[part] == null) {
            tiles[part] = new Tiles();
        }
        long all = usedLength();
        long from = all * part / parts;
        long to = all * (part + 1) / parts;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Parameter.Rule rule = rules.apply(parameter);
            tiles[part].ensure(parameter.tileSize());
            int end = firstTile(parameter, to);
            for (int t = firstTile(parameter, from); t < end; t++) {
                apply(parameter, rule, parameter.usedTile(t), tiles[part]);
            }
            from -= parameter.usedLength();
            to -= parameter.usedLength();
        }
    }

    /** The first tile that begins at an element or behind it. */
    private static int firstTile(Parameter parameter, long element) {
        long first = (Math.max(element, 0) + parameter.tileSize() - 1) / parameter.tileSize();
        return (int) Math.min(first, parameter.usedTiles());
    }

    private static void apply(Parameter parameter, Parameter.Rule rule, int tile, Tiles tiles) {
        int at = tile * parameter.tileSize();
        int n = Math.min(parameter.tileSize(), parameter.length() - at);
        parameter.memory.read(at, tiles.a, n);
        parameter.gradient.memory.read(at, tiles.b, n);
        rule.apply(tiles.a, tiles.b, tile, n);
        parameter.memory.write(at, tiles.a, n);
    }
}

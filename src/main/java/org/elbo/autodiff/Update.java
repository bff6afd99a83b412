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
     * Changes every element of some parameters.
     *
     * @param parameters which
     */
    public void run(List<Parameter> parameters) {
        this.parameters = parameters;
        Team team = Team.shared();
        team.run(Math.min(team.parts(), Math.max(1, tilesOfAll())), this);
    }

    private int tilesOfAll() {
        int sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            sum += parameters.get(i).tiles();
        }
        return sum;
    }

    /** Does a part; not to be called by others than a team. */
    @Override
    public void run(int part, int parts) {
        if (tiles[part] == null) {
            tiles[part] = new Tiles();
        }
        int all = tilesOfAll();
        int from = (int) ((long) all * part / parts);
        int to = (int) ((long) all * (part + 1) / parts);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Parameter.Rule rule = rules.apply(parameter);
            for (int t = Math.max(from, 0); t < Math.min(to, parameter.tiles()); t++) {
                apply(parameter, rule, t, tiles[part]);
            }
            from -= parameter.tiles();
            to -= parameter.tiles();
        }
    }

    private static void apply(Parameter parameter, Parameter.Rule rule, int tile, Tiles tiles) {
        int at = tile * Parameter.TILE;
        int n = Math.min(Parameter.TILE, parameter.length() - at);
        parameter.memory.read(at, tiles.a, n);
        parameter.gradient.memory.read(at, tiles.b, n);
        rule.apply(tiles.a, tiles.b, tile, n);
        parameter.memory.write(at, tiles.a, n);
    }
}

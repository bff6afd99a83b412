package org.elbo.autodiff;

/** A parameter on the tape: shows the parameter's own value and gradient. */
final class Leaf extends Value {
    Parameter parameter;

    Leaf(Tape tape) {
        super(tape);
    }

    void set(Parameter parameter) {
        this.parameter = parameter;
        rows = parameter.rows();
        columns = parameter.columns();
        memory = parameter.memory;
        gradient = parameter.gradient;
        differentiable = tape.gradients;
    }

    @Override
    void backward() {}

    @Override
    void release() {}
}

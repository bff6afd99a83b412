package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** The function that a layer applies to each of its sums. */
public enum Activation {
    /** y = x. */
    IDENTITY {
        @Override
        void apply(float[] x, int n) {}

        @Override
        void backward(float[] y, float[] g, int n) {}
    },

    /** y = tanh(x). */
    TANH {
        @Override
        void apply(float[] x, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Elementary.tanh(x[i]);
            }
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= 1f - y[i] * y[i];
            }
        }
    },

    /** y = max(x, 0); its derivative at 0 is taken as 0. */
    RELU {
        @Override
        void apply(float[] x, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Math.max(x[i], 0f);
            }
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= Elementary.step(y[i]);
            }
        }
    },

    /** y = x for x &gt; 0, exp(x) - 1 otherwise. */
    ELU {
        @Override
        void apply(float[] x, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Math.max(x[i], 0f) + Elementary.expm1(Math.min(x[i], 0f));
            }
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= 1f + Math.min(y[i], 0f);
            }
        }
    },

    /** y = log(1 + exp(x)). */
    SOFTPLUS {
        @Override
        void apply(float[] x, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Elementary.softplus(x[i]);
            }
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= -Elementary.expm1(-y[i]);
            }
        }
    },

    /** y = 1 / (1 + exp(-x)). */
    SIGMOID {
        @Override
        void apply(float[] x, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Elementary.sigmoid(x[i]);
            }
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= y[i] * (1f - y[i]);
            }
        }
    };

    /** Replaces the first n elements of x by their images. */
    abstract void apply(float[] x, int n);

    /** Multiplies the first n elements of g by the derivative, given the images y. */
    abstract void backward(float[] y, float[] g, int n);
}

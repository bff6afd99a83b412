package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** The function that a layer applies to each of its sums. */
public enum Activation {
    /** y = x. */
    IDENTITY {
        @Override
        float[] apply(float[] x, float[] spare, int n) {
            return x;
        }

        @Override
        void backward(float[] y, float[] g, int n) {}
    },

    /** y = tanh(x). */
    TANH {
        @Override
        float[] apply(float[] x, float[] spare, int n) {
            Elementary.tanh(x, x, n);
            return x;
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
        float[] apply(float[] x, float[] spare, int n) {
            for (int i = 0; i < n; i++) {
                x[i] = Math.max(x[i], 0f);
            }
            return x;
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
        float[] apply(float[] x, float[] spare, int n) {
            for (int i = 0; i < n; i++) {
                spare[i] = Math.min(x[i], 0f);
            }
            Elementary.expm1(spare, spare, n);
            for (int i = 0; i < n; i++) {
                x[i] = Math.max(x[i], 0f) + spare[i];
            }
            return x;
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
        float[] apply(float[] x, float[] spare, int n) {
            Elementary.softplus(x, spare, n);
            return spare;
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                y[i] = -y[i];
            }
            Elementary.expm1(y, y, n);
            for (int i = 0; i < n; i++) {
                g[i] *= -y[i];
            }
        }
    },

    /** y = 1 / (1 + exp(-x)). */
    SIGMOID {
        @Override
        float[] apply(float[] x, float[] spare, int n) {
            Elementary.sigmoid(x, spare, n);
            return spare;
        }

        @Override
        void backward(float[] y, float[] g, int n) {
            for (int i = 0; i < n; i++) {
                g[i] *= y[i] * (1f - y[i]);
            }
        }
    };

    /** The images of the first n elements of x, in x or in spare: returns the one that has them. */
    abstract float[] apply(float[] x, float[] spare, int n);

    /** Multiplies the first n elements of g by the derivative, given the images y; y is lost. */
    abstract void backward(float[] y, float[] g, int n);
}

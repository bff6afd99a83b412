"""Expected values of MetricsAgainstPythonTest, by numpy and scikit-learn (of 1.9.1 here). From the project's folder:

python3 src/test/reference/metrics.py > src/test/resources/org/elbo/metrics/expected.json
"""

import itertools
import json

import numpy as np
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import mutual_info_score, r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SIZES = (3, 4, 5, 6)
BINS = 20


def codes(v):
    """A half disentangled code, by formula, so that two programs can have the same."""
    a, b, c, d = (np.asarray(v) / (np.array(SIZES) - 1.0)).T
    return np.stack(
        [
            a + 0.37 * b,
            b * b + 0.53 * c,
            np.sin(3 * c) + 0.21 * d,
            d - 0.83 * a * b,
            0.1 * np.cos(40 * a + 17 * b + 5 * c + 23 * d),
        ],
        axis=1,
    )


V = np.array(list(itertools.product(*map(range, SIZES))))
Z = codes(V)


def top_two_gap(table):
    """Mean over the columns of the largest less the second largest."""
    ordered = np.sort(table, axis=0)
    return np.mean(ordered[-1] - ordered[-2])


def mutual_information():
    binned = [np.digitize(z, np.histogram_bin_edges(z, BINS)[1:-1]) for z in Z.T]
    return np.array([[mutual_info_score(z, v) for v in V.T] for z in binned])


def mig():
    entropy = np.array([mutual_info_score(v, v) for v in V.T])
    return top_two_gap(mutual_information() / entropy)


def r_squared():
    return np.array([[np.corrcoef(z, v)[0, 1] ** 2 for v in V.T] for z in Z.T])


def dci():
    """Fitted to the even rows, measured on the odd ones."""
    scale_z, scale_v = StandardScaler().fit(Z[::2]), StandardScaler().fit(V[::2].astype(float))
    z, v = scale_z.transform(Z), scale_v.transform(V.astype(float))
    models = [
        Lasso(alpha=0.02, fit_intercept=False, tol=1e-14, max_iter=10**6).fit(z[::2], y) for y in v[::2].T
    ]
    importance = np.abs(np.stack([m.coef_ for m in models], axis=1))

    def concentration(p):
        p = p[p > 0] / p.sum()
        return -np.sum(p * np.log(p))

    disentanglement = [1 - concentration(row) / np.log(len(SIZES)) for row in importance if row.sum() > 0]
    weights = importance.sum(axis=1)
    completeness = [1 - concentration(column) / np.log(Z.shape[1]) for column in importance.T]
    r2 = [r2_score(y, m.predict(z[1::2])) for m, y in zip(models, v[1::2].T)]
    return {
        "importance": importance.tolist(),
        "disentanglement": np.average(disentanglement, weights=weights[weights > 0]),
        "completeness": np.mean(completeness),
        "informativeness": np.mean(r2),
    }


def classifier():
    return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, tol=1e-12, max_iter=10**5))


def log_probabilities():
    """Of a linear classifier that tells the first factor from all latents, for every 30th row."""
    return classifier().fit(Z, V[:, 0]).predict_log_proba(Z[::30])


def draw(rng, rows):
    return rng.integers(0, SIZES, (rows, len(SIZES)))


def higgins(rng, pairs=3, train=10_000, test=40_000):
    def points(count):
        x, y = np.empty((count, Z.shape[1])), rng.integers(0, len(SIZES), count)
        for i in range(count):
            first, second = draw(rng, pairs), draw(rng, pairs)
            second[:, y[i]] = first[:, y[i]]
            x[i] = np.abs(codes(first) - codes(second)).mean(axis=0)
        return x, y

    return classifier().fit(*points(train)).score(*points(test))


def factor_vae(rng, batch=3, train=10_000, test=40_000):
    variance = Z.var(axis=0)

    def votes(count):
        table = np.zeros((Z.shape[1], len(SIZES)), int)
        for k in rng.integers(0, len(SIZES), count):
            v = draw(rng, batch)
            v[:, k] = v[0, k]
            table[np.argmin(codes(v).var(axis=0, ddof=1) / variance), k] += 1
        return table

    guess = votes(train).argmax(axis=1)
    table = votes(test)
    return table[np.arange(len(guess)), guess].sum() / test


rng = np.random.default_rng(1)
print(
    json.dumps(
        {
            "information": mutual_information().tolist(),
            "mutualInformationGap": mig(),
            "rSquared": r_squared().tolist(),
            "sap": top_two_gap(r_squared()),
            **dci(),
            "logProbabilities": log_probabilities().tolist(),
            "higgins": higgins(rng),
            "factorVae": factor_vae(rng),
        },
        indent=1,
    )
)

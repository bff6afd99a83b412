"""Expected values of the tests in org.elbo.prob, in 30 digits: python3 prob.py (needs mpmath)."""

from mpmath import mp, mpf, log, exp, pi, beta, psi, matrix, det, quad, inf

mp.dps = 30


def normal(x, mean, sd):
    return -(log(2 * pi) + ((mpf(x) - mean) / sd) ** 2) / 2 - log(mpf(sd))


def show(name, value):
    print(f"{name:40s} {mp.nstr(value, 17)}")


for x in (-3.0, 0.5, 1.25, 40.0):
    show(f"log N({x}; 0.5, 2)", normal(x, mpf("0.5"), 2))
for x in (0.01, 0.3, 0.9):
    show(f"log Beta({x}; 2, 3.5)", log(mpf(str(x))) + 2.5 * log(1 - mpf(str(x))) - log(beta(2, 3.5)))
    a = mpf(1) / 2
    show(f"log Beta({x}; 0.5, 0.5)", -log(mpf(str(x))) / 2 - log(1 - mpf(str(x))) / 2 - log(beta(a, a)))
for x in (-2.0, 0.0, 3.0):
    show(
        f"log mixture({x})",
        log(mpf("0.3") * exp(normal(x, -2, mpf("0.5"))) + mpf("0.7") * exp(normal(x, 3, 1))),
    )
for x in ("0.001", "0.5", "1", "7.25", "100"):
    show(f"digamma({x})", psi(0, mpf(x)))

covariance = matrix([[2, mpf("0.6")], [mpf("0.6"), mpf("0.5")]])
for x, y in ((0, 0), (1, -1), (-3, 2)):
    v = matrix([x - 1, y + mpf("0.5")])
    q = (v.T * covariance**-1 * v)[0]
    show(f"log N({x}, {y}; full)", -(2 * log(2 * pi) + log(det(covariance)) + q) / 2)
    show(f"log N({x}, {y}; diagonal)", normal(x, 1, exp(mpf("0.2"))) + normal(y, mpf("-0.5"), exp(mpf("-0.7"))))

show("KL(Beta(2, 3.5) || Beta(1, 0.5))", quad(
    lambda x: x * (1 - x) ** 2.5 / beta(2, 3.5)
    * (log(x) + 2.5 * log(1 - x) - log(beta(2, 3.5)) + log(1 - x) / 2 + log(beta(1, 0.5))), [0, 0.5, 1]))
show("log int exp(-1e4 - (x - 7)^4)", -10000 + log(quad(lambda x: exp(-(x**4)), [-inf, 0, inf])))

for x in ("0.01", "0.3", "0.9"):
    x = mpf(x)
    for a, b in ((mpf(2), mpf("3.5")), (mpf("0.5"), mpf("0.5"))):
        show(f"log Kumaraswamy({x}; {a}, {b})", log(a * b) + (a - 1) * log(x) + (b - 1) * log(1 - x**a))
    for l, t in ((mpf("0.7"), mpf(2)), (mpf("-1.2"), mpf("0.6"))):
        # Maddison, Mnih and Teh 2017, with alpha = exp(l)
        density = t * exp(l) * x ** (-t - 1) * (1 - x) ** (-t - 1) / (exp(l) * x**-t + (1 - x) ** -t) ** 2
        show(f"log BinaryConcrete({x}; {l}, {t})", log(density))

"""The same training step as step_torch.py, in JAX (jit) with optax.adam.   usage: step_jax.py H Z B STEPS"""
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

H, Z, B, steps = map(int, sys.argv[1:5])
key = jax.random.PRNGKey(0)


def linear(key, n_in, n_out):
    return jax.random.normal(key, (n_in, n_out)) * 0.03, jnp.zeros(n_out)


k = jax.random.split(key, 5)
params = dict(hidden=linear(k[0], 784, H), mu=linear(k[1], H, Z), logvar=linear(k[2], H, Z),
              decode=linear(k[3], Z, H), logits=linear(k[4], H, 784))


def dense(w, x):
    return x @ w[0] + w[1]


def loss_of(p, x, key):
    h = jnp.tanh(dense(p["hidden"], x))
    mu, logvar = dense(p["mu"], h), dense(p["logvar"], h)
    z = mu + jnp.exp(0.5 * logvar) * jax.random.normal(key, mu.shape)
    y = dense(p["logits"], jnp.tanh(dense(p["decode"], z)))
    nll = jnp.sum(jax.nn.softplus(y) - x * y)
    kl = -0.5 * jnp.sum(1 + logvar - mu * mu - jnp.exp(logvar))
    return (nll + kl) / x.shape[0]


opt = optax.adam(1e-3)
state = opt.init(params)


@jax.jit
def step(p, s, x, key):
    key, sub = jax.random.split(key)
    loss, g = jax.value_and_grad(loss_of)(p, x, sub)
    u, s = opt.update(g, s, p)
    return optax.apply_updates(p, u), s, key, loss


data = jnp.asarray((np.random.rand(10000, 784) > 0.5).astype(np.float32))


def run(p, s, key, n):
    for i in range(n):
        o = (i * B) % (10000 - B)
        p, s, key, loss = step(p, s, data[o:o + B], key)
    loss.block_until_ready()
    return p, s, key


params, state, key = run(params, state, key, 200)
t = time.perf_counter()
run(params, state, key, steps)
dt = time.perf_counter() - t
print(f"jax H={H} Z={Z} B={B}: {dt / steps * 1e3:.3f} ms/step, {B * steps / dt:.0f} examples/s")

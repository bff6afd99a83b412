"""One VAE training step in PyTorch, timed: the work that the benchmark of training steps is compared with.

usage: step_torch.py MODE H Z B STEPS      MODE is eager, fused (fused Adam) or compile
Model: x[B,784] -> tanh(H) -> (mu, logvar)[Z] -> z -> tanh(H) -> logits[784];
loss = mean over the batch of (Bernoulli negative log-likelihood + KL), nats; Adam, learning rate 1e-3.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

mode = sys.argv[1]
H, Z, B, steps = map(int, sys.argv[2:6])
torch.manual_seed(0)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, H)
        self.mu = nn.Linear(H, Z)
        self.logvar = nn.Linear(H, Z)
        self.decode = nn.Linear(Z, H)
        self.logits = nn.Linear(H, 784)

    def forward(self, x, eps):
        h = torch.tanh(self.hidden(x))
        mu, logvar = self.mu(h), self.logvar(h)
        z = mu + torch.exp(0.5 * logvar) * eps
        y = self.logits(torch.tanh(self.decode(z)))
        nll = F.binary_cross_entropy_with_logits(y, x, reduction="sum")
        kl = -0.5 * torch.sum(1 + logvar - mu * mu - logvar.exp())
        return (nll + kl) / x.shape[0]


model = Vae()
loss_of = torch.compile(model) if mode == "compile" else model
opt = torch.optim.Adam(model.parameters(), lr=1e-3, fused=(mode != "eager"))
data = (torch.rand(10000, 784) > 0.5).float()


def run(n):
    for i in range(n):
        k = (i * B) % (10000 - B)
        opt.zero_grad(set_to_none=True)
        loss = loss_of(data[k:k + B], torch.randn(B, Z))
        loss.backward()
        opt.step()
    return loss.item()


run(200)
t = time.perf_counter()
run(steps)
dt = time.perf_counter() - t
print(f"torch-{mode} H={H} Z={Z} B={B}: {dt / steps * 1e3:.3f} ms/step, {B * steps / dt:.0f} examples/s")

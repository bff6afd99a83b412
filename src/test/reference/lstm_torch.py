"""One training step of an LSTM language model in PyTorch, timed: the work that LanguageModelStep is compared with.

usage: lstm_torch.py MODE UNITS WORDS B T STEPS      MODE is eager, fused (fused Adam), sparse or compile
Model: word vectors [WORDS, UNITS] -> LSTM(UNITS) -> logits [WORDS]; loss = cross-entropy summed over
the T tokens of a sentence, averaged over B sentences, nats; Adam, learning rate 1e-3. With sparse the
word vectors have sparse gradients and SparseAdam, all else fused Adam.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

mode = sys.argv[1]
units, words, B, T, steps = map(int, sys.argv[2:7])
torch.manual_seed(0)


class LanguageModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = nn.Embedding(words, units, sparse=mode == "sparse")
        self.lstm = nn.LSTM(units, units)
        self.logits = nn.Linear(units, words)

    def forward(self, inputs, targets):
        h, _ = self.lstm(self.vectors(inputs))
        y = self.logits(h.reshape(-1, units))
        return F.cross_entropy(y, targets.reshape(-1), reduction="sum") / inputs.shape[1]


model = LanguageModel()
loss_of = torch.compile(model) if mode == "compile" else model
fused = mode != "eager"
if mode == "sparse":
    rest = [p for name, p in model.named_parameters() if not name.startswith("vectors")]
    optimizers = [
        torch.optim.SparseAdam(model.vectors.parameters(), lr=1e-3),
        torch.optim.Adam(rest, lr=1e-3, fused=True),
    ]
else:
    optimizers = [torch.optim.Adam(model.parameters(), lr=1e-3, fused=fused)]
tokens = torch.randint(0, words, (64, T + 1, B))


def run(n):
    for i in range(n):
        batch = tokens[i % 64]
        for o in optimizers:
            o.zero_grad(set_to_none=True)
        loss = loss_of(batch[:-1], batch[1:])
        loss.backward()
        for o in optimizers:
            o.step()
    return loss.item()


run(20)
t = time.perf_counter()
run(steps)
dt = time.perf_counter() - t
print(f"torch-{mode} units={units} words={words} B={B} T={T}: {dt / steps * 1e3:.2f} ms/step")

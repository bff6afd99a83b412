"""A small language model with LSTM or GRU by PyTorch, for org.elbo.nn.RecurrentAgainstPyTorchTest.

Draws weights, three sentences of unequal length, where the first state of each comes from a parameter,
and computes the cross-entropy summed over all tokens with its derivative by every weight, in double
precision on the 32-bit numbers that Java sees. torch.nn.LSTM and GRU run over a packed sequence.
To make the files anew, from the folder of the checkout:

    python3 src/test/reference/recurrent_torch.py

Made with PyTorch 2.13.0 (CPU).
"""

import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from vae_torch_reference import write

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "org" / "elbo" / "nn"
WORDS, DIM, UNITS = 9, 4, 5
INPUTS = [[0, 3, 7], [0, 2, 2, 8, 3], [0]]
TARGETS = [[3, 7, 0], [2, 2, 8, 3, 0], [0]]


def padded(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(r) for r in rows])


def leaf(*shape):
    return (0.7 * torch.randn(shape)).double().requires_grad_()


def main(kind):
    lstm = kind == "lstm"
    torch.manual_seed(5 if lstm else 6)
    layer = (nn.LSTM if lstm else nn.GRU)(DIM, UNITS).double()
    with torch.no_grad():
        for p in layer.parameters():
            p.copy_((0.7 * torch.randn_like(p)).float())
    if lstm:  # one bias is enough
        layer.bias_hh_l0.data.zero_()
    vectors, start = leaf(WORDS, DIM), leaf(3, UNITS * (2 if lstm else 1))
    w, b = leaf(UNITS, WORDS), leaf(1, WORDS)
    first = start.unsqueeze(0)
    state = tuple(s.contiguous() for s in first.split(UNITS, 2)) if lstm else first
    lengths = [len(r) for r in INPUTS]
    packed = nn.utils.rnn.pack_padded_sequence(
        vectors[padded(INPUTS)], lengths, enforce_sorted=False
    )
    h, _ = nn.utils.rnn.pad_packed_sequence(layer(packed, state)[0])
    loss = sum(
        F.cross_entropy(h[: lengths[i], i] @ w + b, torch.tensor(TARGETS[i]), reduction="sum")
        for i in range(3)
    )
    loss.backward()
    weights = {
        "words.vectors": (vectors, vectors.grad),
        "layer.weight": (layer.weight_ih_l0.T, layer.weight_ih_l0.grad.T),
        "layer.recurrent": (layer.weight_hh_l0.T, layer.weight_hh_l0.grad.T),
        "layer.bias": (layer.bias_ih_l0[None], layer.bias_ih_l0.grad[None]),
        "layer.recurrentBias": (layer.bias_hh_l0[None], layer.bias_hh_l0.grad[None]),
        "start": (start, start.grad),
        "logits.weight": (w, w.grad),
        "logits.bias": (b, b.grad),
    }
    if lstm:
        del weights["layer.recurrentBias"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    write(FOLDER / f"{kind}-weights.safetensors", {k: v for k, (v, _) in weights.items()})
    expected = {"gradient." + k: g for k, (_, g) in weights.items()}
    write(FOLDER / f"{kind}-expected.safetensors", {"loss": loss.reshape(1, 1), **expected})
    print(kind, loss.item())


if __name__ == "__main__":
    main("lstm")
    main("gru")

"""Loss and gradients of small VAEs by PyTorch, for org.elbo.model.VaeAgainstPyTorchTest.

Reads the weights that the Java side exported (safetensors), makes a batch and noise, computes the
negative ELBO and its derivative by every weight in double precision, and writes all of that as
safetensors beside the weights. To make everything anew, from the folder of the checkout:

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
    java -cp target/test-classes:target/classes:$(cat target/classpath) \
        org.elbo.model.ExportVaeWeights
    python3 src/test/reference/vae_torch_reference.py

Made with PyTorch 2.13.0 (CPU). The formulas are torch's own distributions, not the ones of the
Java code.
"""

import json
import math
import pathlib
import struct

import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "org" / "elbo" / "model"
ACTIVATIONS = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "elu": torch.nn.functional.elu,
    "softplus": torch.nn.functional.softplus,
}
ROWS = 5


def read(path):
    """The tensors of a safetensors file of 32-bit floats, as doubles, and its names in order."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        data = content[8 + length + begin : 8 + length + end]
        values = struct.unpack("<%df" % (len(data) // 4), data)
        tensors[name] = torch.tensor(values, dtype=torch.float64).reshape(entry["shape"])
    return tensors


def write(path, tensors):
    """Writes tensors as 32-bit floats."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().flatten().tolist()
        begin = len(data)
        data += struct.pack("<%df" % len(values), *values)
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [begin, len(data)],
        }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def layer(weights, name, x):
    return x @ weights[name + ".weight"] + weights[name + ".bias"]


def hidden(weights, name, x, activation, count):
    for i in range(count):
        x = activation(layer(weights, f"{name}.{i}", x))
    return x


def gaussian(weights, name, x, activation, bound=None):
    count = sum(key.startswith(name) for key in weights) // 2 - 2
    h = hidden(weights, name, x, activation, count)
    mean, log_var = layer(weights, name + ".mean", h), layer(weights, name + ".logVar", h)
    if bound is not None:
        log_var = bound * torch.tanh(log_var)
    return Independent(Normal(mean, torch.exp(0.5 * log_var)), 1)


def bernoulli(weights, x, activation):
    count = sum(key.startswith("decoder") for key in weights) // 2
    h = hidden(weights, "decoder", x, activation, count - 1)
    return Independent(Bernoulli(logits=layer(weights, f"decoder.{count - 1}", h)), 1)


def negative_elbo(weights, case, x, epsilon):
    decoder, kl, activation = case.split("-")
    activation = ACTIVATIONS[activation]
    q = gaussian(weights, "encoder", x, activation)
    z = q.base_dist.loc + q.base_dist.scale * epsilon
    if decoder == "bernoulli":
        p = bernoulli(weights, z, activation)
    else:
        p = gaussian(weights, "decoder", z, activation, bound=2 * math.log(10))
    prior = Independent(Normal(torch.zeros_like(z), torch.ones_like(z)), 1)
    if kl == "analytic":
        divergence = kl_divergence(q, prior)
    else:
        divergence = q.log_prob(z) - prior.log_prob(z)
    return (divergence - p.log_prob(x)).mean()


def main():
    for path in sorted(FOLDER.glob("*-weights.safetensors")):
        case = path.name.removesuffix("-weights.safetensors")
        weights = {name: w.requires_grad_() for name, w in read(path).items()}
        torch.manual_seed(len(case))
        pixels = torch.rand(ROWS, weights["encoder.0.weight"].shape[0])
        batch = (pixels < 0.3).float() if case.startswith("bernoulli") else pixels
        epsilon = torch.randn(ROWS, weights["encoder.mean.weight"].shape[1])
        # Java sees the 32-bit numbers; so must torch.
        loss = negative_elbo(weights, case, batch.double(), epsilon.double())
        loss.backward()
        results = {"batch": batch, "epsilon": epsilon, "loss": loss.reshape(1, 1)}
        results.update({"gradient." + name: w.grad for name, w in weights.items()})
        write(FOLDER / (case + "-expected.safetensors"), results)
        print(case, loss.item())


if __name__ == "__main__":
    main()

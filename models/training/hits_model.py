"""The hits transformer: one column of drums a 16th step, given the bar's rhythm, its condition and 8 bars of memory.

Pre-LN decoder with a sliding window of WINDOW steps (itself included) and a learned attention bias by distance and
head instead of positions, so that keys and values can be kept from bar to bar and a bar costs the same for ever.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from conditions import SIZE
from vocabulary import BITS, COLUMNS, STEPS

WINDOW = 128


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, dropout: float):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, steps, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, steps, 3 * self.heads, -1).transpose(1, 2).chunk(3, 1)
        drop = self.dropout.p if self.training else 0.0
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=drop)
        x = x + self.dropout(self.out(y.transpose(1, 2).reshape(batch, steps, width)))
        return x + self.dropout(self.down(F.relu(self.up(self.norm2(x)))))


class HitsModel(nn.Module):
    def __init__(self, width: int = 128, layers: int = 2, heads: int = 4, dropout: float = 0.15):
        super().__init__()
        self.heads = heads
        self.register_buffer("bits", torch.from_numpy(BITS), persistent=False)
        self.column = nn.Parameter(torch.randn(COLUMNS, width) * 0.02)
        self.voice = nn.Parameter(torch.randn(BITS.shape[1], width) * 0.1)
        self.plan = nn.Sequential(nn.Linear(3 * STEPS, 2 * width), nn.ReLU(), nn.Linear(2 * width, width))
        self.condition = nn.Linear(SIZE, width)
        self.distance = nn.Parameter(torch.zeros(heads, WINDOW))
        self.blocks = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.read_column = nn.Parameter(torch.zeros(COLUMNS, width))
        self.read_voice = nn.Parameter(torch.randn(BITS.shape[1], width) * 0.02)
        self.read_bias = nn.Parameter(torch.zeros(COLUMNS))
        self.dropout = nn.Dropout(dropout)

    def embedding(self) -> Tensor:
        """[512, width]"""
        return self.column + self.bits @ self.voice

    def reading(self) -> Tensor:
        """[512, width]: the logits are its products with the state."""
        return self.read_column + self.bits @ self.read_voice

    def given(self, rhythm: Tensor, condition: Tensor) -> Tensor:
        """What every step of a bar knows beforehand: [..., bars, 16, width] of rhythm [..., bars, 16] and condition.

        A step sees the bar's rhythm from the bar line, the same from itself onwards (cyclically), and which step it is.
        """
        steps = torch.arange(STEPS, device=rhythm.device)
        turned = rhythm[..., (steps[:, None] + steps) % STEPS]
        whole = rhythm.unsqueeze(-2).expand_as(turned)
        place = torch.eye(STEPS, device=rhythm.device).expand_as(turned)
        return self.plan(torch.cat([whole, turned, place], -1)) + self.condition(condition).unsqueeze(-2)

    def attention_bias(self, steps: int) -> Tensor:
        """[heads, steps, steps]"""
        at = torch.arange(steps, device=self.distance.device)
        far = at[:, None] - at
        seen = (far >= 0) & (far < WINDOW)
        return self.distance[:, far.clamp(0, WINDOW - 1)].masked_fill(~seen, -1e4)

    def forward(self, columns: Tensor, rhythm: Tensor, condition: Tensor) -> Tensor:
        """Logits [batch, steps, 512] of every step given the columns before it (teacher forcing).

        columns [batch, steps] words, rhythm [batch, bars, 16], condition [batch, bars, SIZE].
        """
        embedded = F.pad(self.embedding()[columns[:, :-1]], (0, 0, 1, 0))
        x = self.dropout(embedded + self.given(rhythm, condition).flatten(1, 2))
        bias = self.attention_bias(x.shape[1]).unsqueeze(0)
        for block in self.blocks:
            x = block(x, bias)
        return self.norm(x) @ self.reading().T + self.read_bias

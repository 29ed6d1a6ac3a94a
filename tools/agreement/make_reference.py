"""Rank correlations of random permutations by SciPy, for tests/unit/compare/agreement.test.ts.

    pip install scipy==1.17.1
    python tools/agreement/make_reference.py > tests/fixtures/reference/agreement.json
"""

import json
import random

from scipy.stats import kendalltau, spearmanr


def case(rng: random.Random) -> dict[str, object]:
    n = rng.randint(2, 20)
    a, b = list(range(n)), list(range(n))
    rng.shuffle(a)
    rng.shuffle(b)
    ranks_a = [a.index(item) for item in range(n)]
    ranks_b = [b.index(item) for item in range(n)]
    tau = kendalltau(ranks_a, ranks_b).statistic
    rho = spearmanr(ranks_a, ranks_b).statistic
    return {"a": a, "b": b, "tau": round(float(tau), 12), "rho": round(float(rho), 12)}


rng = random.Random(7)
print(json.dumps([case(rng) for _ in range(1000)], separators=(",", ":")))

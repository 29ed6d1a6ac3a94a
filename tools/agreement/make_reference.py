"""Figures of random orders by other implementations, for tests/unit/metrics: rank correlations (SciPy), rank-biased
overlap (rbo), and figures of judged orders (trec_eval, through pytrec_eval).

    pip install scipy==1.17.1 rbo==0.1.3 pytrec_eval-terrier==0.5.11
    python tools/agreement/make_reference.py tests/fixtures/reference
"""

import json
import random
import sys
from pathlib import Path

import pytrec_eval
from rbo import RankingSimilarity
from scipy.stats import kendalltau, spearmanr


def agreement(rng: random.Random) -> dict[str, object]:
    n = rng.randint(2, 20)
    a, b = list(range(n)), list(range(n))
    rng.shuffle(a)
    rng.shuffle(b)
    ranks_a = [a.index(item) for item in range(n)]
    ranks_b = [b.index(item) for item in range(n)]
    short = rng_short.randint(1, n)
    tau = kendalltau(ranks_a, ranks_b).statistic
    rho = spearmanr(ranks_a, ranks_b).statistic
    return {
        "a": a,
        "b": b,
        "tau": round(float(tau), 12),
        "rho": round(float(rho), 12),
        "rbo": round(float(RankingSimilarity(a, b).rbo_ext(p=0.9)), 12),
        # Of the first few of b.
        "short": short,
        "rbo_short": round(float(RankingSimilarity(a, b[:short]).rbo_ext(p=0.9)), 12),
    }


def judged(rng: random.Random) -> dict[str, object]:
    n = rng.randint(1, 25)
    order = rng.sample(range(n), rng.randint(1, n))
    grades = [rng.choice([0, 0, 0, 1, 2, 3]) for _ in range(n)]
    qrel = {"q": {f"d{index}": grade for index, grade in enumerate(grades)}}
    run = {"q": {f"d{index}": float(-rank) for rank, index in enumerate(order)}}
    measures = {"ndcg_cut.3,10", "recip_rank", "recall.3,10"}
    figures = pytrec_eval.RelevanceEvaluator(qrel, measures).evaluate(run)["q"]
    return {"order": order, "grades": grades, **{name: round(figures[name], 12) for name in sorted(figures)}}


def write(name: str, cases: list[dict[str, object]]) -> None:
    path = Path(sys.argv[1]) / name
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")


rng = random.Random(7)
rng_short = random.Random(8)
write("agreement.json", [agreement(rng) for _ in range(1000)])
write("judged.json", [judged(rng) for _ in range(500)])

"""Real Python clients against a running server: each ranks the same three documents in its own way.

    python tools/clients/clients.py URL

Prints one JSON line a client: package, version, call, and the results as [index, score, text or null], or the error.
A client whose package is not installed is left out. `run.mjs` starts the server and checks the results.
"""

import importlib
import importlib.metadata
import json
import os
import sys

URL = sys.argv[1]
KEY = "no-key-needed"
MODEL = "Xenova/all-MiniLM-L6-v2"
QUERY = "What bakes bread?"
DOCUMENTS = ["The river carries sand.", "The oven bakes bread.", "A cat sleeps."]
OBJECTS = [{"title": "x", "body": text} for text in DOCUMENTS]

for variable in ("CO_API_KEY", "COHERE_API_KEY", "JINA_API_KEY", "VOYAGE_API_KEY", "SILICONFLOW_API_KEY"):
    os.environ[variable] = KEY

CASES = []


def case(package, call):
    """Registers a function that returns the results of one call."""

    def register(run):
        CASES.append((package, call, run))
        return run

    return register


def text_of(document):
    """Of a client's own type or a dictionary; clients that give back nothing have none."""
    if document is None or isinstance(document, str):
        return document
    return document["text"] if isinstance(document, dict) else document.text


# Cohere


def cohere_results(response):
    return [(r.index, r.relevance_score, text_of(getattr(r, "document", None))) for r in response.results]


@case("cohere", "ClientV2.rerank(top_n, max_tokens_per_doc)")
def cohere_v2():
    import cohere

    client = cohere.ClientV2(api_key=KEY, base_url=URL)
    return cohere_results(
        client.rerank(model=MODEL, query=QUERY, documents=DOCUMENTS, top_n=3, max_tokens_per_doc=64)
    )


@case("cohere", "Client.rerank(return_documents)")
def cohere_v1():
    import cohere

    client = cohere.Client(api_key=KEY, base_url=URL)
    return cohere_results(client.rerank(model=MODEL, query=QUERY, documents=DOCUMENTS, return_documents=True))


@case("cohere", "Client.rerank(objects, rank_fields, max_chunks_per_doc)")
def cohere_rank_fields():
    import cohere

    client = cohere.Client(api_key=KEY, base_url=URL)
    response = client.rerank(
        model=MODEL, query=QUERY, documents=OBJECTS, rank_fields=["body"], max_chunks_per_doc=1
    )
    return cohere_results(response)


# Together


@case("together", "rerank.create(return_documents)")
def together():
    import together

    client = together.Together(api_key=KEY, base_url=URL)
    response = client.rerank.create(model=MODEL, query=QUERY, documents=DOCUMENTS, return_documents=True)
    return [(r.index, r.relevance_score, text_of(r.document)) for r in response.results]


@case("together", "rerank.create(objects, rank_fields)")
def together_rank_fields():
    import together

    client = together.Together(api_key=KEY, base_url=URL)
    response = client.rerank.create(model=MODEL, query=QUERY, documents=OBJECTS, rank_fields=["body"], top_n=3)
    return [(r.index, r.relevance_score, None) for r in response.results]


# Voyage, Mixedbread, Infinity, Xinference, OpenAI


@case("voyageai", "Client.rerank(top_k)")
def voyage():
    import voyageai

    client = voyageai.Client(api_key=KEY, base_url=f"{URL}/v1")
    response = client.rerank(QUERY, DOCUMENTS, MODEL, top_k=3)
    return [(r.index, r.relevance_score, r.document) for r in response.results]


@case("voyageai", "Client.rerank()")
def voyage_all():
    import voyageai

    response = voyageai.Client(api_key=KEY, base_url=f"{URL}/v1").rerank(QUERY, DOCUMENTS, MODEL)
    return [(r.index, r.relevance_score, r.document) for r in response.results]


@case("mixedbread", "rerank(return_input)")
def mixedbread():
    from mixedbread import Mixedbread

    client = Mixedbread(api_key=KEY, base_url=URL)
    response = client.rerank(model=MODEL, query=QUERY, input=DOCUMENTS, top_k=3, return_input=True)
    assert response.object == "list" and response.top_k == 3 and response.return_input is True
    return [(r.index, r.score, r.input) for r in response.data]


@case("infinity-client", "rerank.sync(return_documents)")
def infinity():
    from infinity_client import Client
    from infinity_client.api.default import rerank
    from infinity_client.models import RerankInput

    body = RerankInput(query=QUERY, documents=DOCUMENTS, return_documents=True, model=MODEL)
    response = rerank.sync(client=Client(base_url=URL), body=body)
    return [(r.index, r.relevance_score, r.document) for r in response.results]


@case("xinference-client", "get_model(), rerank(return_documents)")
def xinference():
    from xinference_client import RESTfulClient

    model = RESTfulClient(URL).get_model(MODEL)
    response = model.rerank(DOCUMENTS, QUERY, return_documents=True)
    return [(r["index"], r["relevance_score"], text_of(r["document"])) for r in response["results"]]


@case("openai", "post('/rerank'), models.list()")
def openai():
    from openai import OpenAI

    client = OpenAI(api_key=KEY, base_url=f"{URL}/v1")
    assert [model.id for model in client.models.list()] == [MODEL]
    body = {"model": MODEL, "query": QUERY, "documents": DOCUMENTS}
    response = client.post("/rerank", body=body, cast_to=object)
    return [(r["index"], r["relevance_score"], text_of(r["document"])) for r in response["results"]]


# LangChain


def langchain_documents():
    from langchain_core.documents import Document

    return [Document(page_content=text, metadata={"position": n}) for n, text in enumerate(DOCUMENTS)]


def langchain_results(documents):
    return [(d.metadata["position"], d.metadata["relevance_score"], d.page_content) for d in documents]


@case("langchain-cohere", "CohereRerank.compress_documents()")
def langchain_cohere():
    import cohere
    from langchain_cohere import CohereRerank

    client = cohere.ClientV2(api_key=KEY, base_url=URL)
    compressor = CohereRerank(client=client, model=MODEL, top_n=3)
    return langchain_results(compressor.compress_documents(langchain_documents(), QUERY))


@case("langchain-community", "JinaRerank.compress_documents()")
def langchain_jina():
    from langchain_community.document_compressors import jina_rerank

    jina_rerank.JINA_API_URL = f"{URL}/v1/rerank"
    compressor = jina_rerank.JinaRerank(jina_api_key=KEY, model=MODEL, top_n=3)
    return langchain_results(compressor.compress_documents(langchain_documents(), QUERY))


@case("langchain-community", "InfinityRerank.compress_documents()")
def langchain_infinity():
    from infinity_client import Client
    from langchain_community.document_compressors import InfinityRerank

    compressor = InfinityRerank(client=Client(base_url=URL), model=MODEL, top_n=3)
    return langchain_results(compressor.compress_documents(langchain_documents(), QUERY))


# LlamaIndex


def llama_index_results(postprocessor):
    from llama_index.core.schema import NodeWithScore, TextNode

    nodes = [NodeWithScore(node=TextNode(text=text, id_=str(n))) for n, text in enumerate(DOCUMENTS)]
    ranked = postprocessor.postprocess_nodes(nodes, query_str=QUERY)
    return [(int(n.node.node_id), float(n.score), n.node.get_content()) for n in ranked]


@case("llama-index-postprocessor-cohere-rerank", "CohereRerank")
def llama_index_cohere():
    from llama_index.postprocessor.cohere_rerank import CohereRerank

    return llama_index_results(CohereRerank(api_key=KEY, base_url=URL, model=MODEL, top_n=3))


@case("llama-index-postprocessor-jinaai-rerank", "JinaRerank")
def llama_index_jina():
    from llama_index.postprocessor.jinaai_rerank import JinaRerank

    return llama_index_results(JinaRerank(api_key=KEY, base_url=f"{URL}/v1", model=MODEL, top_n=3))


@case("llama-index-postprocessor-siliconflow-rerank", "SiliconFlowRerank")
def llama_index_siliconflow():
    from llama_index.postprocessor.siliconflow_rerank import SiliconFlowRerank

    return llama_index_results(
        SiliconFlowRerank(api_key=KEY, base_url=f"{URL}/v1/rerank", model=MODEL, top_n=3)
    )


@case("llama-index-postprocessor-xinference-rerank", "XinferenceRerank")
def llama_index_xinference():
    from llama_index.postprocessor.xinference_rerank import XinferenceRerank

    return llama_index_results(XinferenceRerank(base_url=URL, model=MODEL, top_n=3))


@case("llama-index-postprocessor-tei-rerank", "TextEmbeddingInference")
def llama_index_tei():
    from llama_index.postprocessor.tei_rerank import TextEmbeddingInference

    return llama_index_results(TextEmbeddingInference(base_url=URL, top_n=3))


# Haystack


def haystack_results(ranker):
    from haystack import Document

    documents = [Document(id=str(n), content=text) for n, text in enumerate(DOCUMENTS)]
    if hasattr(ranker, "warm_up"):
        ranker.warm_up()
    ranked = ranker.run(query=QUERY, documents=documents)["documents"]
    return [(int(d.id), d.score, d.content) for d in ranked]


@case("cohere-haystack", "CohereRanker")
def haystack_cohere():
    from haystack_integrations.components.rankers.cohere import CohereRanker

    return haystack_results(CohereRanker(model=MODEL, api_base_url=URL, top_k=3))


@case("jina-haystack", "JinaRanker")
def haystack_jina():
    from haystack_integrations.components.rankers.jina import JinaRanker

    return haystack_results(JinaRanker(model=MODEL, base_url=f"{URL}/v1/rerank", top_k=3))


# LiteLLM


def litellm_results(provider, api_base, **options):
    import litellm

    response = litellm.rerank(
        model=f"{provider}/{MODEL}", query=QUERY, documents=DOCUMENTS, api_base=api_base, api_key=KEY, **options
    )
    return [(r["index"], r["relevance_score"], text_of(r.get("document"))) for r in response.results]


for provider, path in {
    "cohere": "/v2/rerank",
    "jina_ai": "/v1/rerank",
    "infinity": "",
    "huggingface": "",
    "voyage": "/v1/rerank",
    "hosted_vllm": "/vllm",
    "together_ai": "/v1",
}.items():
    case("litellm", f"rerank('{provider}/…', top_n, return_documents)")(
        lambda provider=provider, path=path: litellm_results(
            provider, URL + path, top_n=3, return_documents=True
        )
    )


# Raw requests in the formats of servers that have no client of their own.


def raw(path, body):
    import httpx

    response = httpx.post(URL + path, json=body)
    response.raise_for_status()
    return response.json()


@case("httpx", "POST /rerank {query, texts, return_text}: Text Embeddings Inference")
def tei():
    answer = raw("/rerank", {"query": QUERY, "texts": DOCUMENTS, "return_text": True})
    return [(r["index"], r["score"], r["text"]) for r in answer]


@case("httpx", "POST /models/…/pipeline/text-ranking {inputs}: Hugging Face")
def hugging_face():
    path = f"/hf-inference/models/{MODEL}/pipeline/text-ranking"
    answer = raw(path, {"inputs": {"query": QUERY, "texts": DOCUMENTS, "return_documents": True}})
    return [(r["index"], r["score"], r["text"]) for r in answer]


def main():
    for package, call, run in CASES:
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
        line = {"client": package, "language": "Python", "version": version, "call": call}
        try:
            line["results"] = run()
        except Exception as error:  # Whatever a client raises is its result.
            line["error"] = f"{type(error).__name__}: {error}"[:2000]
        print(json.dumps(line), flush=True)


main()

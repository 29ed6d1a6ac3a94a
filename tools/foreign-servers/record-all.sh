#!/usr/bin/env bash
# Records all servers of README.md, on the ports given there.
set -euo pipefail
cd "$(dirname "$0")/../.."
key=sk-recording
record() { node tools/foreign-servers/record.mjs --model tiny-reranker "$@"; }

infinity() { record --server infinity --version 0.0.78 "$@"; }
infinity --url http://127.0.0.1:7997
infinity --url http://127.0.0.1:7998/v1 --key $key --setup "with --permissive-cors --api-key KEY --url-prefix /v1" \
  --cases "strings,unknown model,query is a number,GET,preflight,no key,wrong key"

vllm() { record --server vllm --version 0.32.0 "$@"; }
vllm --url http://127.0.0.1:8000
vllm --url http://127.0.0.1:8001 --key $key --setup "with --api-key KEY --allowed-origins '[\"https://page.example\"]'" \
  --cases "strings,query is a number,preflight,no key,wrong key"

llama() { record --server llama.cpp --version "0.5.0-dev (commit 0c1e570)" "$@"; }
llama --url http://127.0.0.1:8080
llama --url http://127.0.0.1:8081 --key $key --setup "with --api-key KEY" --cases "strings,preflight,no key,wrong key"

xinference() { record --server xinference --version 4.1.0 "$@"; }
xinference --url http://127.0.0.1:9997
xinference --url http://127.0.0.1:9996 --setup "with the default start: no account exists yet" --cases "strings,preflight"

litellm() { record --server litellm --version 1.106.2 --key $key "$@"; }
litellm --url http://127.0.0.1:4000
litellm --url http://127.0.0.1:4000 --model tiny-as-jina --setup "route jina_ai/ to Infinity with --url-prefix /v1" \
  --cases "strings,return_documents: false,an empty document"
litellm --url http://127.0.0.1:4000 --model tiny-as-vllm --setup "route hosted_vllm/ to vLLM" \
  --cases "strings,return_documents: false,objects on the wire,no documents"
litellm --url http://127.0.0.1:4000 --model tiny-as-cohere --setup "route cohere/ to vLLM" \
  --cases "strings,top_n below the count"
litellm --url http://127.0.0.1:4001 --setup "with LITELLM_CORS_ORIGINS=https://other.example" --cases "strings,preflight"

/** The errors that the recorded error answers must become. */
import type { RerankErrorCode } from "../../../../src/contract/errors.ts";

export type ExpectedError = [code: RerankErrorCode, message: string, fields?: string[]];

const infinity = 'litellm.BadRequestError: InfinityException - {"detail":[{"type":';
const invalidInLiteLlm = "litellm.APIConnectionError: 1 validation error for RerankRequest";
const noStrings = '"documents" must be a non-empty string array';
const tooLong = "is too large to process";
const invalidInXinference = "Internal Server Error: 1 validation error for RerankRequest";

/** By server and case: the code, the beginning of the server's message, and the fields that it names. */
export const expectedErrors: Record<string, Record<string, ExpectedError>> = {
  infinity: {
    "a document longer than Infinity accepts": [
      "invalid_request",
      "documents[0]: String should have at most 122880 characters",
      ["documents[0]"],
    ],
    "one document more than Infinity accepts": [
      "invalid_request",
      "documents: List should have at most 2048 items",
      ["documents"],
    ],
    "top_n: 0": ["invalid_request", "top_n: Input should be greater than 0", ["top_n"]],
    "top_n is a string": ["invalid_request", "top_n: Input should be a valid integer", ["top_n"]],
    "objects on the wire": [
      "invalid_request",
      "documents[0]: Input should be a valid string; documents[1]: ",
      ["documents[0]", "documents[1]", "documents[2]"],
    ],
    "one wrong document": [
      "invalid_request",
      "documents[1]: Input should be a valid string",
      ["documents[1]"],
    ],
    "no documents": ["invalid_request", "documents: List should have at least 1 item", ["documents"]],
    "documents is a string": ["invalid_request", "documents: Input should be a valid list", ["documents"]],
    "query is a number": ["invalid_request", "query: Input should be a valid string", ["query"]],
    "query is a number, with --permissive-cors --api-key KEY --url-prefix /v1": [
      "invalid_request",
      "query: Input should be a valid string",
      ["query"],
    ],
    "query missing": ["invalid_request", "query: Field required", ["query"]],
    "documents missing": ["invalid_request", "documents: Field required", ["documents"]],
    "broken JSON": ["invalid_request", "body: JSON decode error", ["body"]],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    "no key, with --permissive-cors --api-key KEY --url-prefix /v1": ["unauthorized", "Unauthorized"],
    "wrong key, with --permissive-cors --api-key KEY --url-prefix /v1": ["unauthorized", "Unauthorized"],
  },
  litellm: {
    "a document longer than Infinity accepts": ["invalid_request", `${infinity}"string_too_long"`],
    "one document more than Infinity accepts": ["invalid_request", `${infinity}"too_long"`],
    "top_n: 0": ["invalid_request", `${infinity}"greater_than"`],
    "objects on the wire": ["invalid_request", `${infinity}"string_type"`],
    "no documents": ["invalid_request", `${infinity}"too_short"`],
    "top_n is a string": ["server_error", invalidInLiteLlm],
    "one wrong document": [
      "server_error",
      "litellm.APIConnectionError: 2 validation errors for RerankRequest",
    ],
    "documents is a string": ["server_error", invalidInLiteLlm],
    "query is a number": ["server_error", invalidInLiteLlm],
    "unknown model": [
      "bad_request",
      "400: {'error': '/rerank: Invalid model name passed in model=no-such-model.",
    ],
    "query missing": ["bad_request", "/rerank: Missing required parameter: 'query'", ["query"]],
    "documents missing": ["bad_request", "/rerank: Missing required parameter: 'documents'", ["documents"]],
    "broken JSON": ["bad_request", "Invalid JSON payload"],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    "no key": ["unauthorized", "Authentication Error, No api key passed in. Check the API key."],
    "wrong key": ["unauthorized", "No connected db. Check the API key."],
    "no key, without the Python package prisma": ["server_error", "Internal Server Error"],
    "return_documents: false, route jina_ai/ to Infinity with --url-prefix /v1": [
      "server_error",
      "litellm.APIConnectionError: 3 validation errors for RerankResponse",
    ],
    "objects on the wire, route hosted_vllm/ to vLLM": [
      "bad_request",
      "litellm.BadRequestError: Hosted_vllmException - ",
    ],
    "no documents, route hosted_vllm/ to vLLM": [
      "bad_request",
      "litellm.BadRequestError: Hosted_vllmException - ",
    ],
  },
  "llama.cpp": {
    "a long document": ["too_large", `input (24014 tokens) ${tooLong}`],
    "a long document with truncate: none": ["too_large", `input (24014 tokens) ${tooLong}`],
    "a document longer than Infinity accepts": ["too_large", `input (60014 tokens) ${tooLong}`],
    "objects on the wire": ["bad_request", noStrings],
    "one wrong document": ["bad_request", noStrings],
    "no documents": ["bad_request", noStrings],
    "documents is a string": ["bad_request", noStrings],
    "documents missing": ["bad_request", noStrings],
    "query is a number": ["bad_request", '"query" must be a string'],
    "query missing": ["bad_request", '"query" must be provided'],
    "broken JSON": ["server_error", "[json.exception.parse_error.101] parse error at line 1, column 11"],
    "wrong path": ["model_not_found", "File Not Found. Check the base URL"],
    "no key, with --api-key KEY": ["unauthorized", "Invalid API Key. Check the API key."],
    "wrong key, with --api-key KEY": ["unauthorized", "Invalid API Key. Check the API key."],
  },
  vllm: {
    "a long document with truncate: none": [
      "too_large",
      "This model's maximum context length is 128 tokens.",
    ],
    "top_n: null": [
      "bad_request",
      "1 validation error:\n  {'type': 'int_type', 'loc': 'body.top_n'",
      ["top_n"],
    ],
    "top_n is a string": ["bad_request", "1 validation error:\n  {'type': 'int_parsing'", ["top_n"]],
    "objects on the wire": ["bad_request", "8 validation errors:", ["documents"]],
    "one wrong document": ["bad_request", "4 validation errors:", ["documents"]],
    "no documents": ["bad_request", "At least one text_pair element must be given"],
    "query is a number": ["bad_request", "2 validation errors:", ["query"]],
    [`query is a number, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "bad_request",
      "2 validation errors:",
      ["query"],
    ],
    "unknown model": ["model_not_found", "The model `no-such-model` does not exist. Check the base URL"],
    "query missing": [
      "bad_request",
      "1 validation error:\n  {'type': 'missing', 'loc': 'body.query'",
      ["query"],
    ],
    "documents missing": ["bad_request", "1 validation error:\n  {'type': 'missing'", ["documents"]],
    "broken JSON": ["bad_request", "1 validation error:\n  {'type': 'json_invalid'"],
    "wrong path": ["model_not_found", "Not Found. Check the base URL"],
    [`no key, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "unauthorized",
      "Unauthorized",
    ],
    [`wrong key, with --api-key KEY --allowed-origins '["https://page.example"]'`]: [
      "unauthorized",
      "Unauthorized",
    ],
  },
  xinference: {
    "top_n is a string": ["server_error", `${invalidInXinference}\ntop_n`],
    "documents is a string": ["server_error", `${invalidInXinference}\ndocuments`],
    "query missing": ["server_error", `${invalidInXinference}\nquery`],
    "documents missing": ["server_error", `${invalidInXinference}\ndocuments`],
    "objects on the wire": ["server_error", "[address="],
    "unknown model": ["model_not_found", "[address="],
    "broken JSON": ["server_error", "Internal Server Error: Expecting value"],
    "wrong path": ["model_not_found", "Method Not Allowed. Check the base URL"],
    "strings, with the default start: no account exists yet": [
      "unauthorized",
      "Could not validate credentials. Check the API key.",
    ],
  },
};

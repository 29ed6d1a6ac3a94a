/** The head of a sentence-transformers cross-encoder: layers after the pooling that its ONNX graph does not contain. */
import * as v from "valibot";
import { isInFolder } from "../../../models/recipes.ts";
import type { HeadLayer } from "../../../models/model.ts";
import { inspectMessages } from "../messages.ts";
import { type Folder, notUsable, readAs } from "./folder.ts";

/** `modules.json`: the modules that a text passes through, in order. A type is the path of a Python class. */
const Modules = v.array(
  v.object({
    path: v.pipe(
      v.string(),
      v.check((path) => path === "" || isInFolder(path), "must lie in the folder"),
    ),
    type: v.string(),
  }),
);
const DenseConfig = v.object({ activation_function: v.string(), out_features: v.number() });

interface HeadModule {
  path: string;
  kind: "Dense" | "LayerNorm";
}

const activations: Record<string, "gelu" | "identity"> = { GELU: "gelu", Identity: "identity" };

/** Empty if the model has no head that ends in a single score. */
export async function readHead(folder: Folder): Promise<HeadLayer[]> {
  if (!(await folder.find("modules.json"))) return [];
  const modules = (await readAs(Modules, folder, "modules.json")).flatMap(headModule);
  const last = modules.at(-1);
  if (last?.kind !== "Dense") return [];
  // An embedding model ends in a vector.
  if ((await readDense(last, folder)).out_features !== 1) return [];
  return Promise.all(modules.map((module) => readLayer(module, folder)));
}

function headModule({ path, type }: { path: string; type: string }): HeadModule[] {
  const kind = className(type);
  return kind === "Dense" || kind === "LayerNorm" ? [{ path, kind }] : [];
}

/** @throws {RerankError} `model_not_found` without weights or with an unsupported activation */
async function readLayer(module: HeadModule, folder: Folder): Promise<HeadLayer> {
  const { path, kind } = module;
  const file = await folder.find(`${path}/model.safetensors`);
  if (!file) throw notUsable(folder.id, inspectMessages.noLayerWeights(path));
  // PyTorch's default, which sentence-transformers does not change or store.
  if (kind === "LayerNorm") return { kind: "layer-norm", epsilon: 1e-5, file };
  const { activation_function: name } = await readDense(module, folder);
  const activation = activations[className(name)];
  if (!activation) throw notUsable(folder.id, inspectMessages.activation(path, name));
  return { kind: "dense", activation, file };
}

function readDense({ path }: HeadModule, folder: Folder): Promise<v.InferOutput<typeof DenseConfig>> {
  return readAs(DenseConfig, folder, `${path}/config.json`);
}

/** `torch.nn.modules.activation.GELU` → `GELU` */
function className(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

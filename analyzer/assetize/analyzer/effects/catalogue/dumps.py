"""Objects serialised to files, and trained models saved and registered."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, at, maybe

_PICKLES = ("pickle", "cPickle", "dill", "cloudpickle", "_pickle", "marshal")


def _dump(idiom: str, functions: tuple[str, ...], code: str, *names: str) -> Row:
    return Row(
        idiom,
        "create",
        "file",
        (code, "out/users.bin"),
        functions=functions,
        identity=(at(*names, position=1),),
        reading="path",
    )


def _load(idiom: str, functions: tuple[str, ...], code: str, *names: str) -> Row:
    return Row(
        idiom,
        "read",
        "file",
        (code, "raw/users.bin"),
        functions=functions,
        identity=(at(*names, position=0),),
        reading="path",
    )


DUMPS = (
    _dump(
        "pickle.dump",
        tuple(f"{name}.dump" for name in _PICKLES),
        "import pickle\nwith open('out/users.bin', 'wb') as stream:\n    pickle.dump(users, stream)",
        "file",
    ),
    _load(
        "pickle.load",
        tuple(f"{name}.load" for name in _PICKLES),
        "import pickle\nwith open('raw/users.bin', 'rb') as stream:\n    users = pickle.load(stream)",
        "file",
    ),
    _dump(
        "json.dump",
        ("json.dump", "simplejson.dump", "ujson.dump", "toml.dump", "tomli_w.dump"),
        "import json\nwith open('out/users.bin', 'w') as stream:\n    json.dump(users, stream, indent=2)",
        "fp",
    ),
    _load(
        "json.load",
        ("json.load", "simplejson.load", "ujson.load", "toml.load", "tomllib.load", "tomli.load"),
        "import json\nwith open('raw/users.bin') as stream:\n    users = json.load(stream)",
        "fp",
    ),
    _dump(
        "yaml.dump",
        ("yaml.dump", "yaml.safe_dump", "yaml.dump_all", "yaml.safe_dump_all"),
        "import yaml\nwith open('out/users.bin', 'w') as stream:\n    yaml.safe_dump(users, stream)",
        "stream",
    ),
    _load(
        "yaml.load",
        ("yaml.load", "yaml.safe_load", "yaml.full_load", "yaml.load_all", "yaml.safe_load_all"),
        "import yaml\nwith open('raw/users.bin') as stream:\n    users = yaml.safe_load(stream)",
        "stream",
    ),
    _dump(
        "joblib.dump",
        ("joblib.dump", "sklearn.externals.joblib.dump", "skops.io.dump"),
        "import joblib\njoblib.dump(model, 'out/users.bin')",
        "filename",
        "file",
    ),
    _load(
        "joblib.load",
        ("joblib.load", "sklearn.externals.joblib.load", "skops.io.load"),
        "import joblib\nmodel = joblib.load('raw/users.bin')",
        "filename",
        "file",
    ),
)

MODELS = (
    Row(
        "torch.save",
        "create",
        "model",
        ("import torch\ntorch.save(model.state_dict(), 'out/recommender.pt')", "out/recommender.pt"),
        functions=(
            "torch.save",
            "torch.jit.save",
            "safetensors.torch.save_file",
            "tensorflow.saved_model.save",
        ),
        identity=(at("f", "filename", "export_dir", position=1),),
        reading="path",
    ),
    Row(
        "torch.load",
        "read",
        "model",
        ("import torch\ntorch.load('out/recommender.pt')", "out/recommender.pt"),
        functions=(
            "torch.load",
            "torch.jit.load",
            "safetensors.torch.load_file",
            "tensorflow.saved_model.load",
            "keras.models.load_model",
            "tensorflow.keras.models.load_model",
        ),
        identity=(at("f", "filename", "filepath", "export_dir", position=0),),
        reading="path",
    ),
    Row(
        "keras.save",
        "create",
        "model",
        ("import keras\nkeras.Sequential().save('out/recommender.keras')", "out/recommender.keras"),
        methods=("save", "save_weights", "export"),
        receivers=("keras", "tensorflow"),
        identity=(at("filepath", position=0),),
        reading="path",
    ),
    Row(
        "model.save_model",
        "create",
        "model",
        ("model.save_model('out/recommender.json')", "out/recommender.json"),
        methods=("save_model", "save_weights", "save_pretrained"),
        receivers=("xgboost", "lightgbm", "catboost", "transformers"),
        identity=(at("fname", "filename", "save_directory", "filepath", position=0),),
        reading="path",
        loose="likely",
    ),
    Row(
        "model.load_model",
        "read",
        "model",
        ("import xgboost\nxgboost.Booster().load_model('out/recommender.json')", "out/recommender.json"),
        methods=("load_model", "load_weights"),
        receivers=("xgboost", "lightgbm", "catboost", "keras", "tensorflow"),
        identity=(at("fname", "filepath", position=0),),
        reading="path",
    ),
    Row(
        "mlflow.register",
        "create",
        "model",
        (
            "import mlflow.sklearn\nmlflow.sklearn.log_model(model, 'model', registered_model_name='recommender')",
            "recommender",
        ),
        functions=tuple(
            f"mlflow.{flavor}.log_model"
            for flavor in (
                "sklearn",
                "pyfunc",
                "pytorch",
                "tensorflow",
                "keras",
                "xgboost",
                "lightgbm",
                "spark",
            )
        ),
        identity=(at("registered_model_name"),),
    ),
    Row(
        "mlflow.register_model",
        "create",
        "model",
        ("import mlflow\nmlflow.register_model(uri, 'recommender')", "recommender"),
        functions=("mlflow.register_model",),
        identity=(at("name", position=1),),
    ),
    Row(
        "mlflow.save_model",
        "create",
        "model",
        ("import mlflow.sklearn\nmlflow.sklearn.save_model(model, 'out/recommender')", "out/recommender"),
        functions=tuple(
            f"mlflow.{flavor}.save_model"
            for flavor in ("sklearn", "pyfunc", "pytorch", "xgboost", "lightgbm")
        ),
        identity=(at("path", position=1),),
        reading="path",
    ),
    Row(
        "mlflow.load_model",
        "read",
        "model",
        ("import mlflow.pyfunc\nmlflow.pyfunc.load_model('models:/recommender/1')", "models:/recommender/1"),
        functions=tuple(
            f"mlflow.{flavor}.load_model"
            for flavor in ("sklearn", "pyfunc", "pytorch", "xgboost", "lightgbm")
        ),
        identity=(at("model_uri", position=0),),
    ),
    Row(
        "mlflow.log_artifact",
        "append",
        "unknown",
        ("import mlflow\nmlflow.log_artifact('out/plot.png', artifact_path='plots')", "plots"),
        functions=("mlflow.log_artifact", "mlflow.log_artifacts"),
        identity=(at("artifact_path", position=1),),
    ),
)

PICTURES = (
    Row(
        "matplotlib.savefig",
        "create",
        "file",
        ("figure.savefig('out/plot.png')", "out/plot.png"),
        functions=("matplotlib.pyplot.savefig",),
        methods=("savefig",),
        receivers=("matplotlib", "seaborn"),
        identity=(at("fname", position=0),),
        reading="path",
        loose="likely",
    ),
    Row(
        "plotly.write",
        "create",
        "file",
        ("figure.write_html('out/plot.html')", "out/plot.html"),
        methods=("write_html", "write_image"),
        receivers=("plotly",),
        identity=(at("file", position=0),),
        reading="path",
        loose="likely",
    ),
    Row(
        "image.save",
        "create",
        "file",
        ("from PIL import Image\nImage.open('raw/a.png').save('out/a.png')", "out/a.png"),
        methods=("save",),
        receivers=("PIL",),
        identity=(at("fp", position=0),),
        reading="path",
    ),
)

ROWS: tuple[Row, ...] = (*DUMPS, *MODELS, *PICTURES)
MAKERS: tuple[Maker, ...] = (
    Maker("keras.Model", functions=("keras.models.load_model", "tensorflow.keras.models.load_model")),
    Maker("PIL.Image", functions=("PIL.Image.open", "PIL.Image.new"), facts=(maybe("source", position=0),)),
)

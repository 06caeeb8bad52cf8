"""Pickled values in a bucket of an S3-compatible object store."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.io.definition import IOManager


class ObjectStorePickleIOManager(IOManager):
    """Pickles each output into an object; without a client of your own it needs `boto3`.

    A client is anything with the `put_object` and `get_object` of boto3's S3 client.
    """

    def __init__(
        self, bucket: str, prefix: str = "dagster", client: Any = None, endpoint_url: str | None = None
    ) -> None:
        self.bucket = bucket
        self.prefix = prefix
        self.endpoint_url = endpoint_url
        self._client = client

    def handle_output(self, context: Any, obj: Any) -> None:
        import pickle

        key = self._key(context.get_asset_identifier() if context.has_asset_key else context.get_identifier())
        try:
            data = pickle.dumps(obj, protocol=4)
        except (AttributeError, RecursionError, ImportError, pickle.PicklingError, TypeError) as raised:
            raise DagsterInvariantViolationError(
                f'The value of output "{context.name}" cannot be pickled.'
            ) from raised
        self._connected().put_object(Bucket=self.bucket, Key=key, Body=data)
        context.add_output_metadata({"uri": f"s3://{self.bucket}/{key}"})

    def load_input(self, context: Any) -> Any:
        if context.has_asset_key and context.has_asset_partitions:
            path, keys = context.asset_key.path, list(context.asset_partition_keys)
            if len(keys) == 1:
                return self._load([*path, keys[0]])
            return {key: self._load([*path, key]) for key in keys}
        return self._load(
            context.get_asset_identifier() if context.has_asset_key else context.get_identifier()
        )

    def _load(self, parts: Any) -> Any:
        import pickle

        found = self._connected().get_object(Bucket=self.bucket, Key=self._key(parts))
        return pickle.loads(found["Body"].read())

    def _key(self, parts: Any) -> str:
        return "/".join([*([self.prefix] if self.prefix else []), *(str(part) for part in parts)])

    def _connected(self) -> Any:
        if self._client is None:
            import boto3  # type: ignore[import-not-found,import-untyped,unused-ignore]

            self._client = boto3.client("s3", endpoint_url=self.endpoint_url)
        return self._client

"""Object stores beside S3: MinIO, Google Cloud Storage, Azure Blob and Data Lake."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, Switch, at, fact, maybe, maybe_fact

_MINIO = ("minio",)
_BUCKET_OBJECT = (at("bucket_name", position=0), at("object_name", position=1))
MINIO = (
    Row(
        "minio.put_object",
        "create",
        "object",
        ("import minio\nminio.Minio('host').put_object('shop', 'users.json', stream, 3)", "shop/users.json"),
        methods=("put_object", "fput_object"),
        receivers=_MINIO,
        identity=_BUCKET_OBJECT,
        joiner="/",
    ),
    Row(
        "minio.get_object",
        "read",
        "object",
        ("import minio\nminio.Minio('host').get_object('shop', 'users.json')", "shop/users.json"),
        methods=("get_object", "fget_object"),
        receivers=_MINIO,
        identity=_BUCKET_OBJECT,
        joiner="/",
    ),
    Row(
        "minio.remove_object",
        "drop",
        "object",
        ("import minio\nminio.Minio('host').remove_object('shop', 'users.json')", "shop/users.json"),
        methods=("remove_object",),
        receivers=_MINIO,
        identity=_BUCKET_OBJECT,
        joiner="/",
    ),
    Row(
        "minio.put_object:unknown",
        "create",
        "object",
        ("client.fput_object('shop', 'users.json', 'users.json')", "shop/users.json"),
        methods=("fput_object",),
        identity=_BUCKET_OBJECT,
        joiner="/",
        loose="likely",
    ),
)

_GCS = ("google.cloud.storage",)
_BLOB = (maybe_fact("bucket"), fact("name"))
_GCS_CODE = "from google.cloud import storage\nblob = storage.Client().bucket('shop').blob('users.json')\n"
GOOGLE = (
    Row(
        "gcs.upload",
        "create",
        "object",
        (_GCS_CODE + "blob.upload_from_string('x')", "shop/users.json"),
        methods=("upload_from_string", "upload_from_filename", "upload_from_file"),
        receivers=_GCS,
        identity=_BLOB,
        joiner="/",
        loose="likely",
    ),
    Row(
        "gcs.download",
        "read",
        "object",
        (_GCS_CODE + "blob.download_as_text()", "shop/users.json"),
        methods=(
            "download_as_text",
            "download_as_string",
            "download_as_bytes",
            "download_to_filename",
            "download_to_file",
        ),
        receivers=_GCS,
        identity=_BLOB,
        joiner="/",
        loose="likely",
    ),
    Row(
        "gcs.open",
        "read",
        "object",
        (_GCS_CODE + "blob.open('w')", "shop/users.json"),
        methods=("open",),
        receivers=("google.cloud.storage:Blob",),
        identity=_BLOB,
        joiner="/",
        switch=Switch(maybe("mode", position=0, default="r"), (("w", "create"), ("r", "read"))),
    ),
    Row(
        "gcs.delete",
        "drop",
        "object",
        (_GCS_CODE + "blob.delete()", "shop/users.json"),
        methods=("delete",),
        receivers=("google.cloud.storage:Blob",),
        identity=_BLOB,
        joiner="/",
    ),
)

_AZURE = ("azure.storage",)
_AZURE_CODE = (
    "from azure.storage.blob import BlobServiceClient\n"
    "blob = BlobServiceClient(url).get_blob_client('shop', 'users.json')\n"
)
AZURE = (
    Row(
        "azure.upload_blob",
        "create",
        "object",
        (_AZURE_CODE + "blob.upload_blob(b'x')", "shop/users.json"),
        methods=("upload_blob", "upload_data", "append_data", "append_block", "upload_file"),
        receivers=("azure.storage:BlobClient", "azure.storage:DataLakeFileClient"),
        identity=(maybe_fact("container"), maybe_fact("directory"), fact("name")),
        joiner="/",
    ),
    Row(
        "azure.container.upload_blob",
        "create",
        "object",
        (
            "from azure.storage.blob import ContainerClient\n"
            "ContainerClient(url, 'shop').upload_blob('users.json', b'x')",
            "shop/users.json",
        ),
        methods=("upload_blob",),
        receivers=("azure.storage:ContainerClient",),
        identity=(maybe_fact("container"), at("name", position=0)),
        joiner="/",
    ),
    Row(
        "azure.upload_blob:unknown",
        "create",
        "object",
        ("container_client.upload_blob(name='users.json', data=b'x')", "users.json"),
        methods=("upload_blob",),
        identity=(at("name"),),
        loose="likely",
    ),
    Row(
        "azure.download_blob",
        "read",
        "object",
        (_AZURE_CODE + "blob.download_blob()", "shop/users.json"),
        methods=("download_blob", "download_file"),
        receivers=("azure.storage:BlobClient", "azure.storage:DataLakeFileClient"),
        identity=(maybe_fact("container"), maybe_fact("directory"), fact("name")),
        joiner="/",
    ),
    Row(
        "azure.delete_blob",
        "drop",
        "object",
        (_AZURE_CODE + "blob.delete_blob()", "shop/users.json"),
        methods=("delete_blob", "delete_file"),
        receivers=("azure.storage:BlobClient", "azure.storage:DataLakeFileClient"),
        identity=(maybe_fact("container"), maybe_fact("directory"), fact("name")),
        joiner="/",
    ),
)

ROWS: tuple[Row, ...] = (*MINIO, *GOOGLE, *AZURE)
MAKERS: tuple[Maker, ...] = (
    Maker("minio.Minio", functions=("minio.Minio",)),
    Maker("google.cloud.storage.Client", functions=("google.cloud.storage.Client",)),
    Maker(
        "google.cloud.storage.Bucket",
        methods=("bucket", "get_bucket"),
        receivers=("google.cloud.storage:Client",),
        facts=(at("bucket", "bucket_name", "bucket_or_name", position=0),),
        is_loose=True,
    ),
    Maker(
        "google.cloud.storage.Blob",
        methods=("blob", "get_blob"),
        receivers=("google.cloud.storage:Bucket",),
        facts=(at("name", "blob_name", position=0), maybe_fact("bucket")),
        is_loose=True,
    ),
    Maker(
        "google.cloud.storage.Blob",
        functions=("google.cloud.storage.Blob",),
        facts=(at("name", position=0), maybe("bucket", position=1)),
    ),
    Maker(
        "builtins.file",
        methods=("open",),
        receivers=("google.cloud.storage:Blob",),
        facts=(maybe_fact("bucket"), maybe_fact("name")),
    ),
    Maker(
        "azure.storage.blob.BlobServiceClient",
        functions=("azure.storage.blob.BlobServiceClient.from_connection_string",),
    ),
    Maker(
        "azure.storage.blob.BlobClient",
        methods=("get_blob_client",),
        receivers=("azure.storage:BlobServiceClient",),
        facts=(at("container", position=0), at("name", "blob", position=1)),
        is_loose=True,
    ),
    Maker(
        "azure.storage.blob.BlobClient",
        methods=("get_blob_client", "get_file_client"),
        receivers=("azure.storage:ContainerClient", "azure.storage:FileSystemClient"),
        facts=(at("name", "blob", "file_path", position=0), maybe_fact("container")),
    ),
    Maker(
        "azure.storage.blob.ContainerClient",
        methods=("get_container_client",),
        receivers=_AZURE,
        facts=(at("container", position=0),),
        is_loose=True,
    ),
    Maker(
        "azure.storage.filedatalake.FileSystemClient",
        methods=("get_file_system_client",),
        receivers=_AZURE,
        facts=(at("container", "file_system", position=0),),
        is_loose=True,
    ),
    Maker(
        "azure.storage.blob.ContainerClient",
        functions=(
            "azure.storage.blob.ContainerClient",
            "azure.storage.blob.ContainerClient.from_connection_string",
        ),
        facts=(maybe("container", "container_name", position=1),),
    ),
    Maker(
        "azure.storage.blob.BlobClient",
        functions=("azure.storage.blob.BlobClient", "azure.storage.blob.BlobClient.from_connection_string"),
        facts=(
            maybe("container", "container_name", position=1),
            at("name", "blob_name", position=2),
        ),
    ),
    Maker(
        "azure.storage.filedatalake.DataLakeServiceClient",
        functions=("azure.storage.filedatalake.DataLakeServiceClient.from_connection_string",),
    ),
    Maker(
        "azure.storage.filedatalake.DataLakeDirectoryClient",
        methods=("get_directory_client", "create_directory"),
        receivers=("azure.storage:DataLakeServiceClient",),
        facts=(at("container", "file_system", position=0), at("directory", position=1)),
    ),
    Maker(
        "azure.storage.filedatalake.DataLakeDirectoryClient",
        methods=("get_directory_client", "create_directory"),
        receivers=("azure.storage:FileSystemClient",),
        facts=(maybe_fact("container"), at("directory", position=0)),
    ),
    Maker(
        "azure.storage.filedatalake.DataLakeFileClient",
        methods=("create_file", "get_file_client"),
        receivers=("azure.storage:DataLakeDirectoryClient",),
        facts=(at("name", "file", position=0), maybe_fact("container"), maybe_fact("directory")),
    ),
    Maker(
        "azure.storage.filedatalake.DataLakeFileClient",
        methods=("create_file",),
        receivers=("azure.storage:FileSystemClient",),
        facts=(at("name", "file", position=0), maybe_fact("container")),
    ),
)

"""What goes to people, queues and other services, and what runs other programs."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, Switch, at, maybe

_HTTP = ("requests", "httpx")
_SESSIONS = ("requests:Session", "httpx:Client", "httpx:AsyncClient", "aiohttp:ClientSession")


def _verbs(*names: str) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for module in _HTTP for name in names)


URL = (at("url", position=0),)
HTTP = (
    Row(
        "http.get",
        "read",
        "http",
        ("import requests\nrequests.get('https://example.com/users')", "https://example.com/users"),
        functions=(*_verbs("get", "head", "stream"), "urllib.request.urlopen"),
        methods=("get", "head"),
        receivers=_SESSIONS,
        identity=URL,
    ),
    Row(
        "http.post",
        "send",
        "http",
        ("import requests\nrequests.post('https://example.com/users', json={})", "https://example.com/users"),
        functions=_verbs("post"),
        methods=("post",),
        receivers=_SESSIONS,
        identity=URL,
        confidence="guess",
    ),
    Row(
        "http.put",
        "update",
        "http",
        (
            "import requests\nrequests.put('https://example.com/users/1', json={})",
            "https://example.com/users/1",
        ),
        functions=_verbs("put", "patch"),
        methods=("put", "patch"),
        receivers=_SESSIONS,
        identity=URL,
        confidence="guess",
    ),
    Row(
        "http.delete",
        "delete",
        "http",
        ("import requests\nrequests.delete('https://example.com/users/1')", "https://example.com/users/1"),
        functions=_verbs("delete"),
        methods=("delete",),
        receivers=_SESSIONS,
        identity=URL,
        confidence="guess",
    ),
    Row(
        "http.request",
        "send",
        "http",
        (
            "import requests\nrequests.request('GET', 'https://example.com/users')",
            "https://example.com/users",
        ),
        functions=_verbs("request"),
        methods=("request",),
        receivers=_SESSIONS,
        identity=(at("url", position=1),),
        switch=Switch(
            maybe("method", position=0),
            (
                ("GET", "read"),
                ("get", "read"),
                ("HEAD", "read"),
                ("DELETE", "delete"),
                ("PUT", "update"),
                ("PATCH", "update"),
            ),
        ),
        confidence="guess",
    ),
)

MAIL = (
    Row(
        "smtp.send",
        "send",
        "message",
        ("import smtplib\nsmtplib.SMTP('host').sendmail('a@example.com', to, 'Hello')", None),
        methods=("sendmail", "send_message"),
        receivers=("smtplib", "aiosmtplib"),
        functions=("aiosmtplib.send",),
        loose="likely",
    ),
    Row(
        "sendgrid.send",
        "send",
        "message",
        ("from sendgrid import SendGridAPIClient\nSendGridAPIClient(key).send(mail)", None),
        methods=("send",),
        receivers=("sendgrid", "yagmail", "postmarker", "mailgun", "slack_sdk:WebhookClient", "emails"),
    ),
    Row(
        "slack.post",
        "send",
        "message",
        (
            "from slack_sdk import WebClient\nWebClient(token).chat_postMessage(channel='#ops', text='x')",
            "#ops",
        ),
        methods=("chat_postMessage", "chat_update", "files_upload", "files_upload_v2"),
        receivers=("slack_sdk", "slack", "slackclient", "dagster_slack"),
        identity=(maybe("channel", "channels", position=0),),
        loose="likely",
    ),
    Row(
        "ses.send_email",
        "send",
        "message",
        ("import boto3\nboto3.client('ses').send_email(Source='a', Destination={}, Message={})", None),
        methods=("send_email", "send_raw_email"),
        receivers=("boto3:Client", "aioboto3:Client"),
        loose="likely",
    ),
    Row(
        "twilio.create",
        "send",
        "message",
        ("from twilio.rest import Client\nClient(a, b).messages.create(to='+1', body='x')", None),
        methods=("create",),
        receivers=("twilio",),
    ),
    Row(
        "pagerduty.trigger",
        "send",
        "message",
        ("import pdpyras\npdpyras.EventsAPISession(key).trigger('it broke', 'host')", None),
        methods=("trigger", "EventV2_create"),
        receivers=("pdpyras", "dagster_pagerduty", "pypd"),
    ),
)

_PRODUCERS = ("kafka", "aiokafka", "confluent_kafka", "pulsar")
QUEUES = (
    Row(
        "kafka.send",
        "send",
        "message",
        ("import kafka\nkafka.KafkaProducer().send('users', b'x')", "users"),
        methods=("send", "produce", "send_and_wait"),
        receivers=_PRODUCERS,
        identity=(at("topic", position=0),),
    ),
    Row(
        "sqs.send_message",
        "send",
        "message",
        (
            "import boto3\nboto3.client('sqs').send_message(QueueUrl='https://sqs/users', MessageBody='x')",
            "https://sqs/users",
        ),
        methods=("send_message", "send_message_batch"),
        receivers=("boto3:Client", "aioboto3:Client"),
        identity=(at("QueueUrl"),),
        loose="likely",
    ),
    Row(
        "sns.publish",
        "send",
        "message",
        ("import boto3\nboto3.client('sns').publish(TopicArn='arn:users', Message='x')", "arn:users"),
        methods=("publish", "publish_batch"),
        receivers=("boto3:Client", "aioboto3:Client"),
        identity=(at("TopicArn"),),
        loose="likely",
    ),
    Row(
        "kinesis.put_record",
        "send",
        "message",
        ("import boto3\nboto3.client('kinesis').put_record(StreamName='users', Data=b'x')", "users"),
        methods=("put_record", "put_records", "put_record_batch"),
        receivers=("boto3:Client", "aioboto3:Client"),
        identity=(at("StreamName", "DeliveryStreamName"),),
        loose="likely",
    ),
    Row(
        "pubsub.publish",
        "send",
        "message",
        ("from google.cloud import pubsub_v1\npubsub_v1.PublisherClient().publish('projects/p/topics/users', b'x')",
         "projects/p/topics/users"),
        methods=("publish",),
        receivers=("google.cloud.pubsub_v1", "google.cloud.pubsub"),
        identity=(at("topic", position=0),),
    ),
    Row(
        "amqp.basic_publish",
        "send",
        "message",
        ("channel.basic_publish(exchange='', routing_key='users', body=b'x')", "users"),
        methods=("basic_publish",),
        receivers=("pika",),
        identity=(at("routing_key", position=1),),
        loose="likely",
    ),
)  # fmt: skip

PROGRAMS = (
    Row(
        "subprocess",
        "opaque",
        "unknown",
        ("import subprocess\nsubprocess.run(['make', 'users'])", None),
        functions=(
            "subprocess.run",
            "subprocess.call",
            "subprocess.check_call",
            "subprocess.check_output",
            "subprocess.Popen",
            "subprocess.getoutput",
            "os.system",
            "os.popen",
            "asyncio.create_subprocess_exec",
            "asyncio.create_subprocess_shell",
            "dagster_shell.execute_shell_command",
            "dagster_shell.execute",
        ),
    ),
    Row(
        "docker.run",
        "opaque",
        "unknown",
        ("import docker\ndocker.from_env().containers.run('image')", None),
        methods=("run", "create", "start"),
        receivers=("docker",),
        functions=("dagster_docker.execute_docker_container", "dagster_k8s.execute_k8s_job"),
    ),
    Row(
        "ssh.exec_command",
        "opaque",
        "unknown",
        ("import paramiko\nparamiko.SSHClient().exec_command('make users')", None),
        methods=("exec_command",),
        receivers=("paramiko:SSHClient",),
        loose="guess",
    ),
    Row(
        "dbt.run",
        "opaque",
        "unknown",
        ("from dagster_dbt import DbtCliResource\nDbtCliResource(project_dir='.').cli(['build'])", None),
        methods=("cli", "run", "build", "seed", "snapshot", "test", "run_operation", "invoke"),
        receivers=("dagster_dbt", "dbt"),
    ),
    Row(
        "boto3.start",
        "opaque",
        "unknown",
        ("import boto3\nboto3.client('glue').start_job_run(JobName='users')", None),
        methods=("start_job_run", "start_execution", "run_task", "submit_job", "start_crawler"),
        receivers=("boto3:Client", "aioboto3:Client"),
        loose="guess",
    ),
    Row(
        "dagster.launch",
        "opaque",
        "unknown",
        ("from dagster import DagsterInstance\nDagsterInstance.get().launch_run('x', None)", None),
        methods=("launch_run", "submit_run", "submit_job_execution"),
        receivers=("dagster", "dagster_graphql"),
    ),
)

ROWS: tuple[Row, ...] = (*HTTP, *MAIL, *QUEUES, *PROGRAMS)
MAKERS: tuple[Maker, ...] = (
    Maker("requests.Session", functions=("requests.Session", "requests.session")),
    Maker("httpx.Client", functions=("httpx.Client",)),
    Maker("http.Response", functions=_verbs("get", "post", "put", "patch", "delete", "request")),
    Maker("http.Response", methods=("get", "post", "put", "patch", "request"), receivers=_SESSIONS),
    Maker("docker.Client", functions=("docker.from_env", "docker.DockerClient")),
    Maker("docker.Containers", attributes=("containers", "services"), receivers=("docker",)),
    Maker("twilio.Messages", attributes=("messages", "calls"), receivers=("twilio",)),
    Maker("dagster.DagsterInstance", functions=("dagster.DagsterInstance.get",)),
)

"""What the queue hands a worker, and what a worker answers."""

from shared.domain.model import Identifier, Model


class JobReference(Model):
    """The payload of every task: the job's id and nothing else."""

    job_id: Identifier


class JobEnd(Model):
    """What became of the job in this delivery."""

    outcome: str

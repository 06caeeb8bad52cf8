"""Prepares upgrades of which every job is proved."""

from pathlib import Path

from assetize.analyzer.model import Analysis
from assetize.codemods.cli.planning import Prepare
from assetize.codemods.cli.stopping import cleaning_up_when_terminated
from assetize.codemods.cli.targets import Targets
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade
from assetize.codemods.verification.keeping import prove_and_keep
from assetize.codemods.verification.proved_upgrade import prepare_proved_upgrade, prove_upgrade
from assetize.codemods.verification.verify import Engine


def preparing_proved(targets: Targets, mode: str) -> Prepare:
    """The proof of what is written is kept; without ``--write`` nothing is, and several folders have no proof in common."""
    is_kept = mode == "write" and len(targets.folders) == 1
    prove = prove_and_keep if is_kept else prove_upgrade

    def prepare(root: Path, options: PlanOptions, analysis: Analysis) -> PreparedUpgrade:
        with cleaning_up_when_terminated():
            return prepare_proved_upgrade(root, options, analysis, Engine(), prove)

    return prepare

"""Decisions about ops and jobs as text: the verdict, then everything that it rests on."""

from assetize.analyzer.model import Analysis
from assetize.codemods.explain.job_text import job_lines
from assetize.codemods.explain.nodes import NodeMatches
from assetize.codemods.explain.op_text import op_lines
from assetize.codemods.model import Plan


def explain_nodes(matches: NodeMatches, analysis: Analysis, plan: Plan) -> str:
    """One paragraph for each op and job that matched."""
    blocks = [op_lines(op, matches.output, analysis, plan) for op in matches.ops]
    blocks += [job_lines(job, analysis, plan) for job in matches.jobs]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"

# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Facts of C and C++ targets, and what they say together.

    load("//tools/bazel:defs.bzl", "threadpool_findings", "threadpool_test")

    threadpool_findings(name = "findings", deps = [":app"])
    threadpool_test(name = "findings_test", findings = ":findings")

The first writes the findings of all targets below its deps into a file; the
second fails if there are any. Both run the analyser as it comes from the
repository @threadpool_tidy: docs/cluster.md.
"""

FactsInfo = provider(
    doc = "What the sources of a target and of those below it say.",
    fields = {"facts": "depset of facts files", "sources": "depset of their sources"},
)

_EXTENSIONS = ["c", "cc", "cpp", "cxx", "c++", "C"]

def _flags(ctx, context):
    """The compile arguments of a target, without its toolchain's."""
    flags = ["-D" + define for define in context.defines.to_list() + context.local_defines.to_list()]
    for option, paths in [
        ("-iquote", context.quote_includes),
        ("-I", context.includes),
        ("-isystem", context.system_includes),
    ]:
        for path in paths.to_list():
            flags += [option, path]
    for copt in getattr(ctx.rule.attr, "copts", []):
        flags.append(ctx.expand_make_variables("copts", copt, {}))
    return flags

def _facts_aspect_impl(target, ctx):
    below = [
        dep[FactsInfo]
        for attribute in ["deps", "implementation_deps", "srcs"]
        for dep in getattr(ctx.rule.attr, attribute, [])
        if FactsInfo in dep
    ]
    made = []
    sources = []
    if CcInfo in target:
        context = target[CcInfo].compilation_context
        for attribute in getattr(ctx.rule.attr, "srcs", []):
            sources += [file for file in attribute.files.to_list() if file.extension in _EXTENSIONS]
        flags = _flags(ctx, context)
        for source in sources:
            facts = ctx.actions.declare_file("{}.threadpool/{}.facts".format(ctx.label.name, source.basename))
            arguments = ctx.actions.args()
            arguments.add(source)
            arguments.add("--root=.")
            arguments.add("--directory=.")
            arguments.add("--project=" + str(ctx.label))
            arguments.add(facts, format = "-o=%s")
            arguments.add("--")
            arguments.add_all(ctx.attr._compile_flags[CompileFlagsInfo].flags)
            arguments.add_all(flags)
            ctx.actions.run(
                outputs = [facts],
                inputs = depset([source], transitive = [
                    context.headers,
                    ctx.attr._compile_flags[CompileFlagsInfo].files,
                ]),
                executable = ctx.executable._facts,
                arguments = [arguments],
                mnemonic = "ThreadpoolFacts",
                progress_message = "Reading " + source.short_path,
            )
            made.append(facts)
    return [FactsInfo(
        facts = depset(made, transitive = [info.facts for info in below]),
        sources = depset(sources, transitive = [info.sources for info in below]),
    )]

CompileFlagsInfo = provider(
    doc = "Arguments that come before those of every target.",
    fields = {"flags": "list of arguments", "files": "depset of the files that they name"},
)

def _compile_flags_impl(ctx):
    files = depset(transitive = [target.files for target in ctx.attr.srcs])
    return [CompileFlagsInfo(flags = ctx.attr.flags, files = files), DefaultInfo(files = files)]

threadpool_compile_flags = rule(
    doc = "Where the headers of the system are, and which target they are for.",
    implementation = _compile_flags_impl,
    attrs = {
        "flags": attr.string_list(),
        "srcs": attr.label_list(allow_files = True),
    },
)

facts_aspect = aspect(
    implementation = _facts_aspect_impl,
    attr_aspects = ["deps", "implementation_deps", "srcs"],
    attrs = {
        "_facts": attr.label(
            default = "@threadpool_tidy//:facts",
            executable = True,
            allow_single_file = True,
            cfg = "exec",
        ),
        "_compile_flags": attr.label(
            default = "@threadpool_tidy//:compile_flags",
            providers = [CompileFlagsInfo],
        ),
    },
)

def _findings_impl(ctx):
    infos = [dep[FactsInfo] for dep in ctx.attr.deps]
    facts = depset(transitive = [info.facts for info in infos])
    sources = depset(transitive = [info.sources for info in infos])
    findings = ctx.actions.declare_file(ctx.label.name + ".txt")
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s")
    arguments.set_param_file_format("multiline")
    arguments.add(findings, format = "-o=%s")
    if ctx.attr.rules:
        arguments.add("--rules=" + ",".join(ctx.attr.rules))
    arguments.add_all(facts)
    ctx.actions.run(
        outputs = [findings],
        # Comments in the sources silence findings.
        inputs = depset(transitive = [facts, sources]),
        executable = ctx.executable._link,
        arguments = [arguments],
        mnemonic = "ThreadpoolLink",
        progress_message = "Linking facts for " + str(ctx.label),
    )
    return [DefaultInfo(files = depset([findings]))]

threadpool_findings = rule(
    doc = "Writes what is wrong in deps and all that they depend on, with a summary at the end.",
    implementation = _findings_impl,
    attrs = {
        "deps": attr.label_list(aspects = [facts_aspect]),
        "rules": attr.string_list(doc = "as --rules of threadpool-scan; by default those that report by themselves"),
        "_link": attr.label(
            default = "@threadpool_tidy//:link",
            executable = True,
            allow_single_file = True,
            cfg = "exec",
        ),
    },
)

def _test_impl(ctx):
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(script, "#!/bin/sh\ncat '{0}'\n! grep -q ': warning: ' '{0}'\n".format(
        ctx.file.findings.short_path,
    ), is_executable = True)
    return [DefaultInfo(executable = script, runfiles = ctx.runfiles([ctx.file.findings]))]

threadpool_test = rule(
    doc = "Fails, and shows them, if there are findings.",
    implementation = _test_impl,
    test = True,
    attrs = {"findings": attr.label(allow_single_file = True, mandatory = True)},
)

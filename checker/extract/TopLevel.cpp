//===- TopLevel.cpp - What stands at the top of a unit --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TopLevel.h"

#include "extract/ForeignCode.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExternalASTSource.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// The files of which the declarations are precompiled, but for foreign ones.
/// A file is followed by those that it includes, and by its macros: those of a
/// foreign one are passed over at once.
static std::vector<FileID> precompiledFiles(const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  ForeignCode Foreign(Sources);
  const bool MayHoldGuards =
      llvm::any_of(ForeignCode::guardNamespaces(), [&](StringRef Name) {
        return identifier(Context, Name) != nullptr;
      });
  std::vector<FileID> Result;
  unsigned Passed = 0;
  for (unsigned Left = Sources.loaded_sloc_entry_size(); Left > 0; --Left) {
    if (Passed > 0) {
      --Passed;
      continue;
    }
    const SrcMgr::SLocEntry &Entry = Sources.getLoadedSLocEntry(Left - 1);
    if (!Entry.isFile())
      continue;
    const auto Begin = SourceLocation::getFromRawEncoding(Entry.getOffset());
    const bool IsSystem =
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic());
    if (!Foreign.contains(Begin))
      Result.push_back(Sources.getFileID(Begin));
    else if (IsSystem && !MayHoldGuards)
      Passed = std::max(1u, Sources.getNumCreatedFIDsForFileID(
                                Sources.getFileID(Begin))) -
               1;
  }
  return Result;
}

std::vector<Decl *> extract::topLevel(ASTContext &Context) {
  const TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  ExternalASTSource *Precompiled = Context.getExternalSource();
  if (!Precompiled)
    return {Unit->decls_begin(), Unit->decls_end()};
  llvm::SetVector<Decl *, std::vector<Decl *>> Result;
  const SourceManager &Sources = Context.getSourceManager();
  for (FileID File : precompiledFiles(Context)) {
    llvm::SmallVector<Decl *, 64> Found;
    Precompiled->FindFileRegionDecls(File, 0, Sources.getFileIDSize(File),
                                     Found);
    for (Decl *D : Found)
      if (D->getLexicalDeclContext()->isTranslationUnit())
        Result.insert(D);
  }
  for (Decl *D : Unit->noload_decls())
    Result.insert(D);
  return Result.takeVector();
}

const IdentifierInfo *extract::identifier(const ASTContext &Context,
                                          StringRef Name) {
  if (auto Found = Context.Idents.find(Name); Found != Context.Idents.end())
    return Found->second;
  IdentifierInfoLookup *Precompiled =
      Context.Idents.getExternalIdentifierLookup();
  return Precompiled ? Precompiled->get(Name) : nullptr;
}

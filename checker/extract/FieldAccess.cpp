//===- FieldAccess.cpp - Who can write to a field -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FieldAccess.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace threadpool::extract;

/// Whether each function that \p Class declares is defined in this unit, and
/// nobody else is let in.
static bool isDefinedHere(const CXXRecordDecl &Class) {
  if (!Class.hasDefinition() || Class.isDependentContext() ||
      isa<ClassTemplateSpecializationDecl>(Class) || Class.hasFriends())
    return false;
  for (const Decl *D : Class.getDefinition()->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    else if (isa<ClassTemplateDecl>(D))
      return false;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D)) {
      if (!Method->isDefined() && !Method->isImplicit() &&
          !Method->isPureVirtual() && !Method->isDeleted() &&
          !Method->isDefaulted())
        return false;
    } else if (const auto *Nested = dyn_cast<CXXRecordDecl>(D)) {
      if (!Nested->isInjectedClassName() && !isDefinedHere(*Nested))
        return false;
    }
  }
  return true;
}

bool threadpool::extract::isWrittenElsewhere(const FieldDecl &Field) {
  const SourceManager &Sources = Field.getASTContext().getSourceManager();
  if (Field.isInAnonymousNamespace() ||
      Sources.isInMainFile(Field.getLocation()))
    return false;
  // A private member, or a member of a private class, is its class's own.
  const Decl *Inner = &Field;
  for (const DeclContext *Outer = Field.getParent(); Outer && Outer->isRecord();
       Outer = Outer->getParent()) {
    const auto *Class = dyn_cast<CXXRecordDecl>(Outer);
    if (cast<RecordDecl>(Outer)->getName() == "_OVERLAPPED")
      return false;
    if (Class && Inner->getAccess() == AS_private && isDefinedHere(*Class))
      return false;
    Inner = cast<Decl>(Outer);
  }
  return true;
}

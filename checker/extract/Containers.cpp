//===- Containers.cpp - The elements of library containers ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static bool isOneOf(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

static bool isSequence(const CXXRecordDecl &Class) {
  return Class.isInStdNamespace() && Class.getIdentifier() &&
         isOneOf(Class.getName(),
                 {"vector", "array", "deque", "list", "forward_list", "span"});
}

/// The member of a sequence of the C++ library that \p Call calls, or null.
static const CXXMethodDecl *sequenceMember(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  return Method && !Method->isStatic() && isSequence(*Method->getParent())
             ? Method
             : nullptr;
}

/// What destroys the elements of \p Class, a sequence of the C++ library that
/// owns them. Null if that does nothing, or is not there to be followed.
static const CXXDestructorDecl *elementDestructor(const CXXRecordDecl &Class) {
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  if (!Instance || !isSequence(Class) || Class.getName() == "span" ||
      Instance->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  const CXXRecordDecl *Element =
      Instance->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Element && Element->hasDefinition() ? Element->getDestructor() : nullptr;
  return Destructor && !Destructor->isTrivial() && Destructor->isDefined()
             ? Destructor
             : nullptr;
}

static const Expr *objectIn(const CallExpr *Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return Call->getArg(0);
}

/// The index that \p Call, a member of a sequence, is given, or null.
static const Expr *indexIn(const CallExpr *Call, const CXXMethodDecl &Method) {
  if (Method.getOverloadedOperator() == OO_Subscript)
    return Call->getNumArgs() == 2 ? Call->getArg(1) : nullptr;
  return Method.getIdentifier() && Method.getName() == "at" &&
                 Call->getNumArgs() == 1
             ? Call->getArg(0)
             : nullptr;
}

facts::Path FunctionTranslator::pathOfContained(const CallExpr *Call) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Operator && Operator->getOperator() == OO_Star)
    return pathOfIterated(Operator->getArg(0));
  const CXXMethodDecl *Method = sequenceMember(Call);
  const Expr *Index = Method ? indexIn(Call, *Method) : nullptr;
  if (!Index)
    return {};
  const Expr *Object = objectIn(Call);
  facts::Path Whole = Object->getType()->isPointerType()
                          ? pointee(valueOf(Object))
                          : pathOf(Object);
  return withElement(std::move(Whole), indexName(Index));
}

/// Container code is not followed, but this much is known of it.
void FunctionTranslator::destroyElements(const CXXRecordDecl &Class,
                                         facts::Path Whole, SourceLocation At) {
  const CXXDestructorDecl *Destructor = elementDestructor(Class);
  if (!Destructor || Unit.Foreign.contains(Destructor->getLocation()))
    return;
  emitDestructor(Destructor,
                 addressOf(withElement(std::move(Whole), facts::EachElement)),
                 /*IsVirtual=*/false, At);
}

bool FunctionTranslator::translateContained(const CallExpr *Call) {
  if (pathOfContained(Call).isValid())
    return true;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Operator && Operator->getOperator() == OO_Arrow) {
    const facts::Path Element = pathOfIterated(Operator->getArg(0));
    if (!Element.isValid())
      return false;
    Values[Call] = addressOf(Element);
    return true;
  }
  const CXXMethodDecl *Method = sequenceMember(Call);
  if (!Method || !Method->getIdentifier())
    return false;
  // What asks for the extent only leaves the elements as they are.
  const bool Asks = isOneOf(Method->getName(),
                            {"begin", "end", "cbegin", "cend", "rbegin", "rend",
                             "size", "empty", "reserve", "capacity"});
  if (Asks) {
    Values[Call] = unknown({pathOf(objectIn(Call))});
    if (!Values[Call].Sources[0].isValid())
      Values[Call].Sources.clear();
    return true;
  }
  if (Method->getName() == "clear") {
    const Expr *Object = objectIn(Call);
    destroyElements(*Method->getParent(),
                    Object->getType()->isPointerType()
                        ? pointee(valueOf(Object))
                        : pathOf(Object),
                    Call->getBeginLoc());
    return false;
  }
  const bool Appends =
      isOneOf(Method->getName(),
              {"push_back", "emplace_back", "push_front", "emplace_front"});
  if (!Appends || Call->getNumArgs() != 1 ||
      !Call->getArg(0)->getType()->isScalarType())
    return false;
  const Expr *Object = objectIn(Call);
  facts::Path Whole = Object->getType()->isPointerType()
                          ? pointee(valueOf(Object))
                          : pathOf(Object);
  const Expr *Added = withoutWrappers(Call->getArg(0));
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Added))
    Added = Temporary->getSubExpr();
  emitAssign(withElement(std::move(Whole), facts::EachElement), valueOf(Added),
             Call);
  return true;
}

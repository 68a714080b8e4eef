/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Included before every file that is compiled tolerantly: annotations and
 * keywords of Microsoft's compiler that MinGW-w64's headers do not define.
 * None of them changes what a program does, so one that is defined already may
 * be defined again. */

#ifndef THREADPOOL_TIDY_SHIM_H
#define THREADPOOL_TIDY_SHIM_H

#include <sal.h>
#include <specstrings.h>

/* Without arguments. MinGW-w64 leaves the first two out in C++. */
#define __in
#define __out
#define DECLSPEC_ALLOCATOR
#define _Analysis_code_type_user_code_
#define _Analysis_code_type_user_driver_
#define _Analysis_noreturn_
#define _Benign_race_begin_
#define _Benign_race_end_
#define _Check_return_
#define _Check_return_opt_
#define _Check_return_wat_
#define _Const_
#define _Deref_post_maybenull_
#define _Deref_post_notnull_
#define _Deref_post_null_
#define _Deref_post_opt_z_
#define _Deref_post_valid_
#define _Deref_post_z_
#define _Deref_pre_z_
#define _Enum_is_bitflag_
#define _Field_z_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _Global_cancel_spin_lock_
#define _Global_critical_region_
#define _Global_interlock_
#define _Global_priority_region_
#define _IRQL_is_cancel_
#define _IRQL_requires_same_
#define _IRQL_restores_
#define _IRQL_saves_
#define _Interlocked_operand_
#define _Kernel_float_used_
#define _Literal_
#define _Maybe_raises_SEH_exception_
#define _Maybenull_
#define _Must_inspect_result_
#define _No_competing_thread_
#define _No_competing_thread_begin_
#define _No_competing_thread_end_
#define _Notliteral_
#define _Notnull_
#define _Notvalid_
#define _NullNull_terminated_
#define _Null_
#define _Null_terminated_
#define _Outptr_result_maybenull_
#define _Outref_
#define _Outref_result_maybenull_
#define _Points_to_data_
#define _Post_invalid_
#define _Post_maybenull_
#define _Post_notnull_
#define _Post_null_
#define _Post_ptr_invalid_
#define _Post_valid_
#define _Post_z_
#define _Pre_defensive_
#define _Pre_invalid_
#define _Pre_maybenull_
#define _Pre_notnull_
#define _Pre_null_
#define _Pre_opt_valid_
#define _Pre_readonly_
#define _Pre_unknown_
#define _Pre_valid_
#define _Pre_writeonly_
#define _Pre_z_
#define _Prepost_valid_
#define _Prepost_z_
#define _Printf_format_string_
#define _Raises_SEH_exception_
#define _Readonly_
#define _Requires_no_locks_held_
#define _Reserved_
#define _Result_nullonfailure_
#define _Result_zeroonfailure_
#define _Ret_maybenull_
#define _Ret_maybenull_z_
#define _Ret_notnull_
#define _Ret_null_
#define _Ret_valid_
#define _Ret_z_
#define _Scanf_format_string_
#define _Scanf_s_format_string_
#define _Strict_type_match_
#define _Unchanged_
#define _Use_decl_annotations_
#define _Valid_
#define _Writeonly_
#define __callback
#define __checkReturn
#define __drv_aliasesMem
#define __drv_inTry
#define __drv_notInTry
#define __drv_reserved
#define __format_string
#define __in_z
#define __in_z_opt
#define __kernel_entry
#define __maybenull
#define __notnull
#define __nullterminated
#define __override
#define __readonly
#define __reserved
#define __valid

/* With one argument. */
#define _Acquires_exclusive_lock_(a)
#define _Acquires_lock_(a)
#define _Acquires_nonreentrant_lock_(a)
#define _Acquires_shared_lock_(a)
#define _Always_(a)
#define _Analysis_mode_(a)
#define _Analysis_suppress_lock_checking_(a)
#define _CRT_DEPRECATE_TEXT(a)
#define _CRT_INSECURE_DEPRECATE(a)
#define _Create_lock_level_(a)
#define _Dispatch_type_(a)
#define _Field_size_(a)
#define _Field_size_bytes_(a)
#define _Field_size_bytes_full_(a)
#define _Field_size_bytes_full_opt_(a)
#define _Field_size_bytes_opt_(a)
#define _Field_size_full_(a)
#define _Field_size_full_opt_(a)
#define _Field_size_opt_(a)
#define _Function_class_(a)
#define _Function_ignore_lock_checking_(a)
#define _Group_(a)
#define _Guarded_by_(a)
#define _Has_lock_kind_(a)
#define _Has_lock_level_(a)
#define _IRQL_always_function_max_(a)
#define _IRQL_always_function_min_(a)
#define _IRQL_limited_to_(a)
#define _IRQL_raises_(a)
#define _IRQL_requires_(a)
#define _IRQL_requires_max_(a)
#define _IRQL_requires_min_(a)
#define _IRQL_uses_cancel_(a)
#define _In_function_class_(a)
#define _Interlocked_(a)
#define _Kernel_acquires_resource_(a)
#define _Kernel_releases_resource_(a)
#define _Kernel_requires_resource_held_(a)
#define _Kernel_requires_resource_not_held_(a)
#define _On_failure_(a)
#define _Outptr_opt_result_bytebuffer_(a)
#define _Outptr_opt_result_bytebuffer_maybenull_(a)
#define _Outptr_result_bytebuffer_(a)
#define _Outptr_result_bytebuffer_all_(a)
#define _Outptr_result_bytebuffer_all_opt_(a)
#define _Outptr_result_bytebuffer_maybenull_(a)
#define _Post_bytecount_(a)
#define _Post_count_(a)
#define _Post_readable_byte_size_(a)
#define _Post_readable_size_(a)
#define _Post_satisfies_(a)
#define _Post_writable_byte_size_(a)
#define _Post_writable_size_(a)
#define _Pre_bytecap_(a)
#define _Pre_cap_(a)
#define _Pre_readable_byte_size_(a)
#define _Pre_readable_size_(a)
#define _Pre_satisfies_(a)
#define _Pre_writable_byte_size_(a)
#define _Pre_writable_size_(a)
#define _Readable_bytes_(a)
#define _Readable_elements_(a)
#define _Releases_exclusive_lock_(a)
#define _Releases_lock_(a)
#define _Releases_nonreentrant_lock_(a)
#define _Releases_shared_lock_(a)
#define _Requires_exclusive_lock_held_(a)
#define _Requires_lock_held_(a)
#define _Requires_lock_not_held_(a)
#define _Requires_shared_lock_held_(a)
#define _Ret_bytecap_(a)
#define _Ret_bytecount_(a)
#define _Ret_cap_(a)
#define _Ret_count_(a)
#define _Ret_opt_bytecap_(a)
#define _Ret_writes_(a)
#define _Ret_writes_bytes_(a)
#define _Ret_writes_bytes_maybenull_(a)
#define _Ret_writes_maybenull_(a)
#define _Ret_writes_z_(a)
#define _Return_type_success_(a)
#define _Satisfies_(a)
#define _String_length_(a)
#define _Struct_size_bytes_(a)
#define _Success_(a)
#define _Translates_NTSTATUS_to_HRESULT_(a)
#define _Translates_Win32_to_HRESULT_(a)
#define _Writable_bytes_(a)
#define _Writable_elements_(a)
#define _Write_guarded_by_(a)
#define __acquires_lock(a)
#define __analysis_assert(a)
#define __blocksOn(a)
#define __control_entrypoint(a)
#define __data_entrypoint(a)
#define __deref_inout_ecount(a)
#define __deref_out_bcount(a)
#define __drv_acquiresExclusiveResource(a)
#define __drv_allocatesMem(a)
#define __drv_dispatchType(a)
#define __drv_formatString(a)
#define __drv_freesMem(a)
#define __drv_functionClass(a)
#define __drv_in(a)
#define __drv_maxIRQL(a)
#define __drv_minIRQL(a)
#define __drv_mustHold(a)
#define __drv_neverHold(a)
#define __drv_out(a)
#define __drv_releasesExclusiveResource(a)
#define __drv_reportError(a)
#define __drv_requiresIRQL(a)
#define __in_bcount_opt(a)
#define __in_ecount_opt(a)
#define __out_bcount_opt(a)
#define __out_ecount_opt(a)
#define __releases_lock(a)
#define __requires_lock_held(a)
#define __requires_lock_not_held(a)
#define __success(a)
#define __typefix(a)

/* With two. */
#define DECLSPEC_XFGVIRT(a, b)
#define _At_(a, b)
#define _Deref_in_range_(a, b)
#define _Deref_inout_range_(a, b)
#define _Deref_out_range_(a, b)
#define _Field_range_(a, b)
#define _Field_size_bytes_part_(a, b)
#define _Field_size_bytes_part_opt_(a, b)
#define _Field_size_part_(a, b)
#define _Field_size_part_opt_(a, b)
#define _In_range_(a, b)
#define _Inout_range_(a, b)
#define _Lock_level_order_(a, b)
#define _Out_range_(a, b)
#define _Outptr_opt_result_buffer_to_(a, b)
#define _Outptr_opt_result_bytebuffer_to_(a, b)
#define _Outptr_result_buffer_to_(a, b)
#define _Outptr_result_bytebuffer_to_(a, b)
#define _Post_range_(a, b)
#define _Post_same_lock_(a, b)
#define _Pre_range_(a, b)
#define _Range_(a, b)
#define _Ret_range_(a, b)
#define _Ret_writes_bytes_to_(a, b)
#define _Ret_writes_bytes_to_maybenull_(a, b)
#define _Ret_writes_to_(a, b)
#define _Ret_writes_to_maybenull_(a, b)
#define _When_(a, b)
#define __drv_arg(a, b)
#define __drv_at(a, b)
#define __drv_preferredFunction(a, b)
#define __drv_when(a, b)
#define __in_range(a, b)
#define __out_bcount_part_opt(a, b)
#define __out_range(a, b)

/* With four. */
#define _At_buffer_(a, b, c, d)

/* C++/CX: Platform::String^ is a block, so that a class is complete that has
 * such members. */
#if defined(__cplusplus) && defined(__BLOCKS__)
namespace Platform {
typedef void Object();
typedef void String();
} // namespace Platform
#endif

#endif

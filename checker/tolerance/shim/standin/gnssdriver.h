/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of satellite navigation drivers: what a session that
 * reports positions is told and tells. */

#ifndef THREADPOOL_TIDY_GNSSDRIVER_H
#define THREADPOOL_TIDY_GNSSDRIVER_H

#include <threadpool-tidy-nt.h>

#define GNSS_DRIVER_VERSION_1 1
#define GNSS_DRIVER_VERSION_2 2
#define GNSS_DRIVER_VERSION_3 3
#define GNSS_DRIVER_VERSION_4 4
#define GNSS_FIXDETAIL_BASIC 0x1
#define GNSS_FIXDETAIL_ACCURACY 0x2

typedef struct _GNSS_FIXDATA_BASIC {
  ULONG Size;
  ULONG Version;
  DOUBLE Latitude;
  DOUBLE Longitude;
  DOUBLE Altitude;
  DOUBLE Speed;
  DOUBLE Heading;
} GNSS_FIXDATA_BASIC, *PGNSS_FIXDATA_BASIC;

typedef struct _GNSS_FIXDATA_ACCURACY {
  ULONG Size;
  ULONG Version;
  ULONG HorizontalAccuracy;
} GNSS_FIXDATA_ACCURACY, *PGNSS_FIXDATA_ACCURACY;

typedef struct _GNSS_FIXDATA {
  ULONG Size;
  ULONG Version;
  ULONG FixSessionID;
  FILETIME FixTimeStamp;
  BOOL IsFinalFix;
  NTSTATUS FixStatus;
  ULONG FixLevelOfDetails;
  GNSS_FIXDATA_BASIC BasicData;
  GNSS_FIXDATA_ACCURACY AccuracyData;
} GNSS_FIXDATA, *PGNSS_FIXDATA;

typedef enum _GNSS_FIXSESSIONTYPE {
  GNSS_FixSession_SingleShot = 1,
  GNSS_FixSession_DistanceTracking,
  GNSS_FixSession_ContinuousTracking
} GNSS_FIXSESSIONTYPE;

typedef struct _GNSS_FIXSESSION_PARAM {
  ULONG Size;
  ULONG Version;
  ULONG FixSessionID;
  GNSS_FIXSESSIONTYPE SessionType;
} GNSS_FIXSESSION_PARAM, *PGNSS_FIXSESSION_PARAM;

typedef struct _GNSS_STOPFIXSESSION_PARAM {
  ULONG Size;
  ULONG Version;
  ULONG FixSessionID;
} GNSS_STOPFIXSESSION_PARAM, *PGNSS_STOPFIXSESSION_PARAM;

typedef enum _GNSS_EVENT_TYPE { GNSS_Event_FixAvailable = 1 } GNSS_EVENT_TYPE;

typedef struct _GNSS_EVENT {
  ULONG Size;
  ULONG Version;
  GNSS_EVENT_TYPE EventType;
  ULONG EventDataSize;
  union {
    GNSS_FIXDATA FixData;
  };
} GNSS_EVENT, *PGNSS_EVENT;

#endif /* THREADPOOL_TIDY_GNSSDRIVER_H */

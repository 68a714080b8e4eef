/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of X3DAudio. */

#ifndef THREADPOOL_TIDY_X3DAUDIO_H
#define THREADPOOL_TIDY_X3DAUDIO_H

#include <windows.h>

#define X3DAUDIO_PI 3.141592654f
#define X3DAUDIO_2PI 6.283185307f
#define X3DAUDIO_SPEED_OF_SOUND 343.5f
#define X3DAUDIO_CALCULATE_MATRIX 0x00000001
#define X3DAUDIO_CALCULATE_DELAY 0x00000002
#define X3DAUDIO_CALCULATE_LPF_DIRECT 0x00000004
#define X3DAUDIO_CALCULATE_LPF_REVERB 0x00000008
#define X3DAUDIO_CALCULATE_REVERB 0x00000010
#define X3DAUDIO_CALCULATE_DOPPLER 0x00000020
#define X3DAUDIO_CALCULATE_EMITTER_ANGLE 0x00000040
#define X3DAUDIO_HANDLE_BYTESIZE 20

#ifdef __cplusplus
extern "C" {
#endif

typedef struct X3DAUDIO_VECTOR {
  float x, y, z;
} X3DAUDIO_VECTOR;

typedef BYTE X3DAUDIO_HANDLE[X3DAUDIO_HANDLE_BYTESIZE];

typedef struct X3DAUDIO_DISTANCE_CURVE_POINT {
  float Distance, DSPSetting;
} X3DAUDIO_DISTANCE_CURVE_POINT;

typedef struct X3DAUDIO_DISTANCE_CURVE {
  X3DAUDIO_DISTANCE_CURVE_POINT *pPoints;
  UINT32 PointCount;
} X3DAUDIO_DISTANCE_CURVE;

typedef struct X3DAUDIO_CONE {
  float InnerAngle, OuterAngle, InnerVolume, OuterVolume, InnerLPF, OuterLPF,
      InnerReverb, OuterReverb;
} X3DAUDIO_CONE;

typedef struct X3DAUDIO_LISTENER {
  X3DAUDIO_VECTOR OrientFront, OrientTop, Position, Velocity;
  X3DAUDIO_CONE *pCone;
} X3DAUDIO_LISTENER;

typedef struct X3DAUDIO_EMITTER {
  X3DAUDIO_CONE *pCone;
  X3DAUDIO_VECTOR OrientFront, OrientTop, Position, Velocity;
  float InnerRadius, InnerRadiusAngle;
  UINT32 ChannelCount;
  float ChannelRadius;
  float *pChannelAzimuths;
  X3DAUDIO_DISTANCE_CURVE *pVolumeCurve, *pLFECurve, *pLPFDirectCurve,
      *pLPFReverbCurve, *pReverbCurve;
  float CurveDistanceScaler, DopplerScaler;
} X3DAUDIO_EMITTER;

typedef struct X3DAUDIO_DSP_SETTINGS {
  float *pMatrixCoefficients, *pDelayTimes;
  UINT32 SrcChannelCount, DstChannelCount;
  float LPFDirectCoefficient, LPFReverbCoefficient, ReverbLevel, DopplerFactor,
      EmitterToListenerAngle, EmitterToListenerDistance,
      EmitterVelocityComponent, ListenerVelocityComponent;
} X3DAUDIO_DSP_SETTINGS;

HRESULT __cdecl X3DAudioInitialize(UINT32, float, X3DAUDIO_HANDLE);
void __cdecl X3DAudioCalculate(const X3DAUDIO_HANDLE, const X3DAUDIO_LISTENER *,
                               const X3DAUDIO_EMITTER *, UINT32,
                               X3DAUDIO_DSP_SETTINGS *);

#ifdef __cplusplus
}
#endif

#endif
